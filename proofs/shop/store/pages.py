"""Small pieces of HTML that several views put on their pages."""

from flask import render_template_string
from markupsafe import Markup, escape


def heading(text):
    """A heading, put together by hand."""
    return "<h1>" + text + "</h1>"


def heading_escaped(text):
    """The same, escaped."""
    return Markup("<h1>{}</h1>").format(text)


def nothing_found(term):
    """What a search says that found nothing."""
    return f"<p>Nothing found for <b>{escape(term)}</b>.</p>"


def preview(source, **values):
    """What a template of the newsletter looks like."""
    return render_template_string(source, **values)  # flaw: template-injection
