"""A page made by a rendering function of a library that is not known is not taken for unescaped text."""

from flask import Flask, request

try:
    from some_themes import render_theme
except ImportError:

    def render_theme(name, **values):
        return name


app = Flask(__name__)


@app.get("/search")
def search():
    q = request.args["q"]
    return render_theme("search.html", q=q)  # clean: made by code that is not known, with the data as a value


@app.get("/echo")
def echo():
    q = request.args["q"]
    return f"<p>{q}</p>"  # flaw: cross-site-scripting
