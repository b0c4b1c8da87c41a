"""Values of a JSON body may be operators."""

import json

from bson.json_util import loads as bson_loads
from flask import Flask, request
from flask_pymongo import PyMongo
from pymongo import MongoClient

app = Flask(__name__)
mongo = PyMongo(app)
users = MongoClient("mongodb://localhost").shop.users


@app.post("/login")
def login():
    body = request.get_json()  # source(a): http-json
    user = users.find_one({"name": body["name"], "pin": body["pin"]})  # flaw(a): nosql-injection
    return {"known": user is not None}


@app.post("/whole")
def whole():
    return {"found": [user["name"] for user in users.find(request.json)]}  # flaw: nosql-injection


@app.post("/extension")
def extension():
    user = mongo.db.users.find_one({"name": request.json["name"]})  # flaw: nosql-injection
    return {"known": user is not None}


@app.get("/decoded")
def decoded():
    wanted = json.loads(request.args["filter"])
    return {"found": users.count_documents(wanted)}  # flaw: nosql-injection


@app.get("/bson")
def decoded_bson():
    return {"found": users.count_documents(bson_loads(request.args["filter"]))}  # flaw: nosql-injection


@app.get("/where")
def where():
    found = users.find({"$where": "this.name == '" + request.args["name"] + "'"})  # flaw: nosql-injection
    return {"found": len(list(found))}


@app.post("/delete")
def delete():
    body = request.get_json()
    users.delete_many({"town": body.get("town")})  # flaw: nosql-injection
    return "", 204


@app.post("/update")
def update():
    body = request.get_json()
    users.update_one({"name": body["name"]}, {"$set": {"seen": True}})  # flaw: nosql-injection
    return "", 204


@app.post("/aggregate")
def aggregate():
    stages = [{"$match": request.get_json()["match"]}]
    return {"found": len(list(users.aggregate(stages)))}  # flaw: nosql-injection
