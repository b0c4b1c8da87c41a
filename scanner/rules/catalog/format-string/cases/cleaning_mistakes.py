"""Underscores are not all."""

from flask import Flask, abort, request

app = Flask(__name__)


@app.get("/one-brace")
def one_brace():
    text = request.args["text"].replace("}}", "")
    return {"greeting": text.format(user=app)}  # flaw: format-string


@app.get("/dunder")
def dunder():
    text = request.args["text"]
    if "__" in text:
        abort(400)
    # {user.config} has none.
    return {"greeting": text.format(user=app)}  # flaw: format-string


@app.get("/doubled")
def doubled():
    hello = request.args["hello"].replace("{", "{{").replace("}", "}}")
    return (hello + " {app.name}").format(app=app)  # clean: doubled braces are signs


@app.get("/half")
def half():
    hello = request.args["hello"].replace("}", "}}")
    return (hello + " {app.name}").format(app=app)  # flaw: format-string
