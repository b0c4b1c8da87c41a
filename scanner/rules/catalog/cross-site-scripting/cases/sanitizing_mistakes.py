"""Cleaning that does not clean, or cleans for another place."""

import html
import re
from urllib.parse import quote, unquote

from flask import Flask, render_template_string, request
from markupsafe import Markup, escape

app = Flask(__name__)


@app.get("/tag-removed")
def tag_removed():
    return "<p>" + request.args["q"].replace("<script>", "") + "</p>"  # flaw: cross-site-scripting


@app.get("/pattern")
def pattern():
    return "<p>" + re.sub(r"<script.*?>", "", request.args["q"]) + "</p>"  # flaw: cross-site-scripting


@app.get("/unescaped")
def unescaped():
    safe = html.escape(request.args["q"])
    return "<p>" + html.unescape(safe) + "</p>"  # flaw: cross-site-scripting


@app.get("/upper")
def upper():
    return "<p>" + request.args["q"].upper() + "</p>"  # flaw: cross-site-scripting


@app.get("/unquoted")
def unquoted():
    return "<p>" + unquote(quote(request.args["q"])) + "</p>"  # flaw: cross-site-scripting


@app.get("/quoted")
def quoted():
    return "<p>" + quote(request.args["q"]) + "</p>"  # clean: quoted for an address has no angle brackets


@app.get("/late")
def late():
    q = request.args["q"]
    escape(q)
    return "<p>" + q + "</p>"  # flaw: cross-site-scripting


@app.get("/one-branch")
def one_branch():
    q = request.args["q"]
    if request.args.get("safe"):
        q = escape(q)
    return f"<p>{q}</p>"  # flaw: cross-site-scripting


@app.get("/markup-after")
def markup_after():
    return Markup("<b>" + request.args["b"] + "</b>").strip()  # flaw: cross-site-scripting


@app.get("/markup-of-escaped")
def markup_of_escaped():
    return Markup("<b>" + escape(request.args["b"]) + "</b>")  # clean: escaped before


@app.get("/safe-filter")
def safe_filter():
    return render_template_string("<p>{{ q|safe }}</p>", q=request.args["q"])  # flaw: cross-site-scripting


@app.get("/passed-markup")
def passed_markup():
    return render_template_string("<p>{{ q }}</p>", q=Markup(request.args["q"]))  # flaw: cross-site-scripting


@app.get("/length-checked")
def length_checked():
    q = request.args["q"]
    if len(q) > 200:
        return "too long", 400
    return "<p>" + q + "</p>"  # flaw: cross-site-scripting


@app.get("/letters")
def letters():
    q = request.args["q"]
    if not q.isalnum():
        return "letters only", 400
    return "<p>" + q + "</p>"  # clean: letters and digits only
