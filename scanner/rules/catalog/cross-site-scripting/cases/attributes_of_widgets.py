"""Widgets write attributes with a function that escapes and quotes them."""

from flask import Flask, request
from markupsafe import Markup
from wtforms.widgets import html_params

app = Flask(__name__)


@app.get("/widget")
def widget():
    attributes = html_params(name="color", value=request.args["color"])
    return Markup("<input %s>" % attributes)  # clean: escaped and quoted


@app.get("/by-hand")
def by_hand():
    return Markup('<input value="%s">' % request.args["color"])  # flaw: cross-site-scripting
