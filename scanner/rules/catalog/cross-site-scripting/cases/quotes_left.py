"""Escaped without the quotes, and put between quotes."""

import html

from flask import Flask, request

app = Flask(__name__)


@app.get("/text")
def text():
    label = html.escape(request.args["label"], quote=False)
    return f"<b>{label}</b>"  # clean: in text a quote is only a sign


@app.get("/attribute")
def attribute():
    label = html.escape(request.args["label"], quote=False)
    return f'<img src="/badge.png" alt="{label}">'  # flaw: cross-site-scripting


@app.get("/whole")
def whole():
    label = html.escape(request.args["label"])
    return f'<img src="/badge.png" alt="{label}">'  # clean: quotes are escaped as well
