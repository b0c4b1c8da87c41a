"""Markdown makes links of text that was escaped, and a link may be a script: what comes out is cleaned, not what goes in."""

import bleach
import markdown
from flask import Flask, request
from markupsafe import Markup, escape

app = Flask(__name__)


@app.get("/before")
def before():
    return Markup(markdown.markdown(str(escape(request.args["text"]))))  # flaw: cross-site-scripting


@app.get("/behind")
def behind():
    return Markup(bleach.clean(markdown.markdown(request.args["text"])))  # clean: cleaned at the end


@app.get("/number")
def number():
    return Markup(markdown.markdown("**%d**" % int(request.args["text"])))  # clean: a number
