"""An environment that only takes texts apart writes nothing; one that is used for more, or handed on, may."""

from flask import Flask, request
from jinja2 import Environment, meta

app = Flask(__name__)


@app.get("/")
def start():
    return "<p>Send a text.</p>"


@app.post("/variables/<int:trim>")
def variables(trim):
    grammar = Environment(trim_blocks=trim > 0)  # clean: nothing is written
    text = request.form["text"]
    tree = grammar.parse(text)
    return {"variables": sorted(meta.find_undeclared_variables(tree))}


@app.post("/names")
def names():
    text = request.form["text"]
    tree = Environment(trim_blocks=trim > 0).parse(text)  # clean: nothing is written
    return {"variables": sorted(meta.find_undeclared_variables(tree))}


@app.post("/shown/<int:trim>")
def shown(trim):
    writer = Environment(trim_blocks=trim > 0)  # flaw: template-autoescape-off
    writer.parse("<p>{{ name }}</p>")
    return writer.from_string("<p>{{ name }}</p>").render(name=app.name)


@app.post("/handed/<int:trim>")
def handed(trim):
    handed_on = Environment(trim_blocks=trim > 0)  # flaw: template-autoescape-off
    handed_on.parse("<p>{{ name }}</p>")
    return app.extensions["pages"](handed_on)
