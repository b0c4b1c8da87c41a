"""A guard without a policy: templates are guarded, markup that a view puts together is not."""

from flask import Flask, render_template_string, request
from flask_stopple import Stopple

app = Flask(__name__)
Stopple(app, csp=False)


@app.get("/")
def index():
    return "<h1>" + request.args["name"] + "</h1>"  # flaw: cross-site-scripting


@app.get("/link")
def link():
    return render_template_string("<a href='{{ to }}'>go</a>", to=request.args["to"])  # clean: the address is looked at
