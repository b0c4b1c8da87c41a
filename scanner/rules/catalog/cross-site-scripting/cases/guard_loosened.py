"""A guard whose policy lets script run, and that leaves templates alone."""

from flask import Flask, render_template_string, request
from flask_stopple import Stopple

app = Flask(__name__)
Stopple(app, csp={"default-src": "'self'", "script-src": ["'self'", "'unsafe-inline'"]}, templates=False)


@app.get("/")
def index():
    return "<h1>" + request.args["name"] + "</h1>"  # flaw: cross-site-scripting


@app.get("/link")
def link():
    return render_template_string("<a href='{{ to }}'>go</a>", to=request.args["to"])  # flaw: cross-site-scripting
