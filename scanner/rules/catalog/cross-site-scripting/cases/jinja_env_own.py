"""An environment of our own, filters and globals."""
import os

from flask import Flask, request
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

app = Flask(__name__)
env = Environment(loader=FileSystemLoader("x"), autoescape=select_autoescape(["html"]))
SAFE = env.from_string("<p>{{ x }}</p>")


def shout(text):
    return Markup("<b>" + text + "</b>")  # flaw: cross-site-scripting


@app.template_filter()
def bold(text):
    return Markup("<b>%s</b>") % text  # clean: escaped


@app.get("/a")
def a():
    return Environment(autoescape=True).from_string("<p>{{ x }}</p>").render(x=request.args["x"])  # clean: escaped


@app.get("/b")
def b():
    return Markup("<p>") + shout(request.args["x"])
