"""What goes into the query is text or a number."""

from bson import ObjectId
from flask import Flask, abort, request
from pymongo import MongoClient

app = Flask(__name__)
users = MongoClient("mongodb://localhost").shop.users


@app.get("/query-string")
def query_string():
    return {"known": users.find_one({"name": request.args["name"]}) is not None}  # clean: always text


@app.post("/form")
def form():
    return {"known": users.find_one({"name": request.form["name"]}) is not None}  # clean: always text


@app.get("/path/<name>")
def path(name):
    return {"known": users.find_one({"name": name}) is not None}  # clean: always text


@app.post("/text")
def text():
    body = request.get_json()
    return {"known": users.find_one({"name": str(body["name"])}) is not None}  # clean: made text


@app.post("/number")
def number():
    return {"found": users.count_documents({"age": int(request.json["age"])})}  # clean: made a number


@app.post("/id")
def by_id():
    return {"known": users.find_one({"_id": ObjectId(request.json["id"])}) is not None}  # clean: made an id


@app.post("/checked")
def checked():
    name = request.get_json()["name"]
    if not isinstance(name, str):
        abort(400)
    return {"known": users.find_one({"name": name}) is not None}  # clean: text


@app.post("/equal")
def equal():
    return {"known": users.find_one({"name": {"$eq": request.json["name"]}}) is not None}  # clean: $eq takes a value


@app.post("/insert")
def insert():
    users.insert_one({"name": request.json["name"]})  # clean: stored, not asked
    return "", 204
