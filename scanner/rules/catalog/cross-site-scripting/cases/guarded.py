"""Under the guard no script runs that comes in as markup, and templates escape for every place."""

from flask import Flask, render_template_string, request
from flask_stopple import DEFAULT_CSP, Stopple

app = Flask(__name__)
Stopple(app, csp={**DEFAULT_CSP, "img-src": "https:"})


@app.get("/")
def index():
    return "<h1>" + request.args["name"] + "</h1>"  # clean: told to pedantic readers only


@app.get("/link")
def link():
    return render_template_string("<a href='{{ to }}'>go</a>", to=request.args["to"])  # clean: the address is looked at


@app.get("/script")
def script():
    return render_template_string("<script>go(`{{ to }}`)</script>", to=request.args["to"])  # clean: it stays a string


@app.get("/safe")
def safe():
    return render_template_string("<p>{{ text|safe }}</p>", text=request.args["text"])  # clean: told to pedantic readers only
