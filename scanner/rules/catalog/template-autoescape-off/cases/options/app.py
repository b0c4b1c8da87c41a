"""A class of applications says how templates are read."""

from flask import Flask, render_template, request


class Wiki(Flask):
    jinja_options = {"trim_blocks": True, "autoescape": False}  # flaw: template-autoescape-off


app = Wiki(__name__)


@app.get("/")
def start():
    return render_template("start.html", name=request.args["name"])
