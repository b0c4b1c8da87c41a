"""A pattern that is looked for line by line covers one line, and leaves the others as they came."""

import os
import re

from flask import Flask, abort, request
from marshmallow import Schema, fields, validate

app = Flask(__name__)


class Title(Schema):
    whole = fields.String(validate=validate.Regexp(r"^[\w ]+\Z"))
    line = fields.String(validate=validate.Regexp(r"^[\w ]+$", flags=re.MULTILINE))
    any_case = fields.String(validate=validate.Regexp(r"^[a-z]+\Z", flags=re.IGNORECASE))


@app.post("/title")
def title():
    title = Title().load(request.get_json())
    os.system("title " + title["whole"])  # clean: words
    os.system("title " + title["any_case"])  # clean: letters
    os.system("title " + title["line"])  # flaw: command-injection
    return ""


@app.get("/name")
def name():
    name, other = request.args["name"], request.args["other"]
    if not re.match(r"^\w+$", name):
        abort(400)
    os.system("name " + name)  # clean: a word
    if not re.match(r"^\w+$", other, re.M):
        abort(400)
    os.system("name " + other)  # flaw: command-injection
    return ""
