"""Markup that is put into more markup: where its data stands was looked at when it was made."""
from flask import Flask, request, url_for
from markupsafe import escape

app = Flask(__name__)


@app.get("/pages/<name>")
def page(name):
    return {"name": name}


@app.get("/links")
def links():
    word = request.args["word"]
    rows = [f"<li><a href='{url_for('page', name=word)}'>{escape(word)}</a></li>"]
    return "<ul>" + "".join(rows) + "</ul>"  # clean: escaped, and the address is one of this application


@app.get("/row")
def row():
    word = request.args["word"]
    row = f"<a href='{url_for('page', name=word)}'>{escape(word)}</a>"
    return "<p>" + row + "</p>"  # clean: the same, one floor deeper


@app.get("/chosen")
def chosen():
    word = request.args["word"]
    row = f"<a href='{escape(word)}'>here</a>"
    return "<p>" + row + "</p>"  # flaw: cross-site-scripting


@app.get("/bare")
def bare():
    word = request.args["word"]
    row = f"<a href='{url_for('page', name=word)}'>{word}</a>"
    return "<p>" + row + "</p>"  # flaw: cross-site-scripting
