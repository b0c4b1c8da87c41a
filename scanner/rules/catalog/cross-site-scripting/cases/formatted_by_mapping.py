"""`format_map` puts in what the mapping has, escaped or not; attributes without quotes end at a blank."""
from flask import Flask, render_template_string, request
from markupsafe import escape

app = Flask(__name__)


@app.get("/escaped")
def escaped():
    return "<p>{name}</p>".format_map({"name": escape(request.args["name"])})  # clean: escaped


@app.get("/raw")
def raw():
    return "<p>{name}</p>".format_map({"name": request.args["name"]})  # flaw: cross-site-scripting


@app.get("/bare")
def bare():
    more = "/pages?from=" + request.args["from"]
    return render_template_string("<a href={{ more }}>more</a>", more=more)  # flaw: cross-site-scripting


@app.get("/quoted")
def quoted():
    more = "/pages?from=" + request.args["from"]
    return render_template_string("<a href='{{ more }}'>more</a>", more=more)  # clean: between quotes
