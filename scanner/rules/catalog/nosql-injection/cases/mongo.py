"""pymongo, Flask-PyMongo and mongoengine."""

from bson import ObjectId
from flask import Flask, request
from flask_pymongo import PyMongo
from mongoengine import Document, StringField
from pymongo import MongoClient

app = Flask(__name__)
mongo = PyMongo(app, uri="mongodb://localhost/x")
client = MongoClient()
users = client["shop"]["users"]


class Page(Document):
    title = StringField()


@app.post("/a")
def a():
    data = request.get_json()
    users.find_one({"name": data["name"], "pin": data["pin"]})  # flaw: nosql-injection
    users.find_one({"name": str(data["name"])})  # clean: a text
    users.find_one({"name": request.args["name"]})  # clean: a text, no JSON
    users.find_one({"name": {"$eq": data["name"]}})  # clean: $eq takes it as a value
    users.find_one(data)  # flaw: nosql-injection
    users.find({"$where": "this.name == '" + request.args["name"] + "'"})  # flaw: nosql-injection
    users.find_one({"_id": ObjectId(data["id"])})  # clean: an ObjectId
    mongo.db.users.update_one({"name": data["name"]}, {"$set": {"x": 1}})  # flaw: nosql-injection
    mongo.db.users.delete_many({"age": int(data["age"])})  # clean: a number
    if isinstance(data["name"], str):
        users.find_one({"name": data["name"]})  # clean: a text
    return {}


@app.post("/b")
def b():
    Page.objects(title=request.args["t"]).first()  # clean: a text
    Page.objects(__raw__=request.json)  # flaw: nosql-injection
    query = {}
    for key in request.json:
        query[key] = request.json[key]
    users.count_documents(query)  # flaw: nosql-injection
    users.aggregate([{"$match": request.get_json()}])  # flaw: nosql-injection
    return {}
