"""Collections asked with JSON and with text."""
from flask import Flask, request
from flask_pymongo import PyMongo
from pymongo import MongoClient
from bson.objectid import ObjectId
import mongoengine as me

app = Flask(__name__)
mongo = PyMongo(app)
client = MongoClient()
db = client.shop
users = db["users"]


class Doc(me.Document):
    name = me.StringField()


@app.post("/n1")
def n1():
    data = request.get_json()
    users.find_one({"user": data["user"], "pw": data["pw"]})  # flaw: nosql-injection
    users.find_one({"user": str(data["user"])})  # clean: text
    users.find_one(data)  # flaw: nosql-injection
    users.find({"$where": "this.name == '" + request.form["n"] + "'"})  # flaw: nosql-injection
    users.find_one({"user": request.form["u"]})  # clean: text
    users.find_one({"_id": ObjectId(data["id"])})  # clean: id
    db.users.update_one({"_id": data["id"]}, {"$set": {"x": 1}})  # flaw: nosql-injection
    mongo.db.users.delete_many({"n": request.json.get("n")})  # flaw: nosql-injection
    mongo.db.users.find_one({"n": {"$eq": request.json.get("n")}})  # clean: eq
    users.aggregate([{"$match": data}])  # flaw: nosql-injection
    Doc.objects(__raw__=data)  # flaw: nosql-injection
    Doc.objects(name=request.form["n"])  # clean: text
    if not isinstance(data["user"], str):
        return "", 400
    users.find_one({"user": data["user"]})  # clean: text
    return ""
