"""Escaping is on for every template, whatever its file is called."""

from flask import Flask, render_template, request
from jinja2 import select_autoescape

app = Flask(__name__)
app.jinja_env.autoescape = select_autoescape(default_for_string=True, default=True)


@app.route("/")
def index():
    return render_template("index.jinja", name=request.args["name"])  # clean: escaped
