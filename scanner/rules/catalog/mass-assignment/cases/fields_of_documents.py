"""The fields of a document are set by what was sent."""

from flask import Flask, request
from marshmallow import EXCLUDE, Schema, fields
from pymongo import MongoClient

app = Flask(__name__)
people = MongoClient().club.people
EDITABLE = {"phone", "city"}


class Change(Schema):
    class Meta:
        unknown = EXCLUDE

    phone = fields.String()


@app.put("/all/<number>")
def change_all(number):
    people.update_one({"_id": number}, {"$set": request.get_json()})  # flaw: mass-assignment
    return ""


@app.put("/named/<number>")
def change_named(number):
    people.update_one({"_id": number}, {"$set": {"phone": str(request.get_json()["phone"])}})  # clean: one field
    return ""


@app.put("/listed/<number>")
def change_listed(number):
    wanted = {key: str(value) for key, value in request.get_json().items() if key in EDITABLE}
    people.update_one({"_id": number}, {"$set": wanted})  # clean: two fields
    return ""


@app.put("/schema/<number>")
def change_by_schema(number):
    people.update_one({"_id": number}, {"$set": Change().load(request.get_json())})  # clean: the schema's fields
    return ""
