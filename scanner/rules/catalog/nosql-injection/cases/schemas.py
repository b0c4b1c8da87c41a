"""A schema has looked at what kind of value each field is."""

from flask import Flask, request
from marshmallow import Schema, fields
from pymongo import MongoClient

app = Flask(__name__)
boats = MongoClient("mongodb://localhost").harbour.boats


class BoatIn(Schema):
    name = fields.String(required=True)
    berth = fields.Integer()
    extra = fields.Raw()


@app.post("/boats/find")
def find():
    data = BoatIn().load(request.get_json())
    found = boats.find_one({"name": data["name"]})  # clean: a text
    placed = boats.find_one({"berth": data["berth"]})  # clean: a number
    marked = boats.find_one({"extra": data["extra"]})  # flaw: nosql-injection
    return {"found": bool(found or placed or marked)}
