"""Visitors' data is what is formatted."""

from string import Template

from flask import Flask, request

app = Flask(__name__)
GREETINGS = {"de": "Guten Tag, {name}", "en": "Hello, {name}"}


@app.get("/argument")
def argument():
    return {"greeting": "Hello, {}".format(request.args["name"])}  # clean: an argument


@app.get("/keyword")
def keyword():
    return {"greeting": "Hello, {name}".format(**request.args)}  # clean: arguments


@app.get("/table")
def table():
    template = GREETINGS.get(request.args["language"], GREETINGS["en"])
    return {"greeting": template.format(name=request.args["name"])}  # clean: a text of ours


@app.get("/percent")
def percent():
    return {"greeting": request.args["text"] % ()}  # clean: % follows no attributes


@app.get("/template")
def template():
    return {"greeting": Template(request.args["text"]).safe_substitute(name="Lotte")}  # clean: follows no attributes


@app.get("/braces")
def braces():
    text = request.args["text"].replace("{", "{{").replace("}", "}}")
    return {"greeting": (text + " {name}").format(name="Lotte")}  # clean: braces are doubled


class Report:
    def format(self, text):
        return text.upper()


@app.get("/own")
def own():
    return {"text": Report().format(request.args["text"])}  # clean: our own method
