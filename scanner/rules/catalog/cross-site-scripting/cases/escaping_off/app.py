"""Escaping is switched off for all templates: what they write lies open."""

from flask import Flask, render_template, request

app = Flask(__name__)
app.jinja_env.autoescape = False


@app.get("/")
def start():
    return render_template("start.html", name=request.args["name"], number=int(request.args["number"]))
