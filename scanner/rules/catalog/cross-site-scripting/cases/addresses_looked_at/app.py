"""Addresses of which a template looks at the beginning; JSON in a script of which the tag is taken out."""

import json

from flask import Flask, render_template, request

app = Flask(__name__)


@app.get("/links")
def links():
    return render_template("links.html", link=request.args["link"])


@app.get("/script")
def script():
    data = json.dumps(request.args.get("d", "")).replace("<", "\\u003c").replace(">", "\\u003e")
    return "<script>var d = %s;</script>" % data  # clean: JSON without a tag


@app.get("/script/json")
def script_json():
    return "<script>var d = %s;</script>" % json.dumps(request.args.get("d", ""))  # flaw: cross-site-scripting


@app.get("/script/text")
def script_text():
    data = request.args.get("d", "").replace("<", "\\u003c")
    return "<script>var d = '%s';</script>" % data  # flaw: cross-site-scripting


@app.get("/page")
def page():
    return "<p>" + request.args.get("d", "").replace("<", "") + "</p>"  # clean: no tag begins


@app.get("/page/attribute")
def attribute():
    return "<p title='" + request.args.get("d", "").replace("<", "") + "'>"  # flaw: cross-site-scripting
