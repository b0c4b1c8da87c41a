"""Markup that is turned back into text is no page."""

from flask import Flask, request
from markupsafe import Markup

app = Flask(__name__)


@app.post("/remark")
def remark():
    text = Markup(request.form["text"]).unescape()  # clean: plain text again
    return {"length": len(text)}


@app.post("/page")
def page():
    return {"page": Markup(request.form["text"])}  # flaw: cross-site-scripting
