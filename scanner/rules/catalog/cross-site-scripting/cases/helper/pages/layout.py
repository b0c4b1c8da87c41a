"""Headings and pages."""

from functools import wraps

from markupsafe import escape


def heading(text):
    return f"<h1>{escape(text)}</h1>"


def page(title, body):
    return "<html><title>" + str(escape(title)) + "</title><body>" + body + "</body></html>"


def boxed(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        return "<div>" + view(*args, **kwargs) + "</div>"

    return wrapper


class Page:
    def __init__(self, title):
        self.title = title
        self.parts = []

    def add(self, html):
        self.parts.append(html)

    def add_text(self, text):
        self.parts.append(str(escape(text)))

    def render(self):
        return heading(self.title) + "".join(self.parts)
