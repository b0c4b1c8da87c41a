"""A schema's own validator matches what the visitor sent."""

import re

from flask import Flask, request
from marshmallow import Schema, ValidationError, fields, validates

app = Flask(__name__)
WORDS = re.compile(r"^(\w+\s?)+$")
CODE = re.compile(r"^[A-Z]{2}\d{4}$")


class PieceSchema(Schema):
    title = fields.Str(required=True)
    code = fields.Str(required=True)

    @validates("title")
    def readable(self, value, **kwargs):
        if not WORDS.match(value):  # flaw: catastrophic-pattern
            raise ValidationError("words, please")

    @validates("code")
    def known(self, value, **kwargs):
        if not CODE.match(value):  # clean: no repetition inside another
            raise ValidationError("no such code")


@app.post("/pieces")
def add():
    return {"title": PieceSchema().load(request.get_json())["title"]}
