"""What only a template reads of the request: no code names it."""

from flask import Flask, render_template, render_template_string, request

app = Flask(__name__)


@app.get("/")
def home():
    return render_template("home.html")


@app.get("/inline")
def inline():
    return render_template_string("<p>{{ request.cookies.theme }} {{ request.values.word|safe }}</p>")  # flaw: cross-site-scripting
