"""Environments."""

from flask import Flask
from jinja2 import Environment, FileSystemLoader, select_autoescape

app = Flask(__name__)
OFF = False
loose = Environment(loader=FileSystemLoader("pages"), autoescape=False)  # flaw: template-autoescape-off
default = Environment(loader=FileSystemLoader("pages"))  # flaw: template-autoescape-off
by_name = Environment(autoescape=OFF)  # flaw: template-autoescape-off
good = Environment(loader=FileSystemLoader("pages"), autoescape=select_autoescape())  # clean: by the file's name
better = Environment(autoescape=True)  # clean: on
app.jinja_env.autoescape = False  # flaw: template-autoescape-off


def page(name):
    return loose.get_template("page.html").render(name=name)
