"""A store of documents behind a class, filters from a query string in JSON."""
import json
from dataclasses import dataclass

from flask import Flask, g, request
from pymongo import MongoClient

app = Flask(__name__)


class Store:
    def __init__(self, collection):
        self.collection = collection

    def find(self, **criteria):
        return list(self.collection.find(criteria))  # flaw: nosql-injection

    def by_id(self, key: str):
        return self.collection.find_one({"_id": str(key)})  # clean: a text


def store():
    if "store" not in g:
        g.store = Store(MongoClient().shop.items)
    return g.store


@app.post("/find")
def find():
    return {"n": len(store().find(name=request.json["name"]))}


@app.post("/one")
def one():
    return {"n": store().by_id(request.json["id"]) is not None}


@app.get("/filter")
def filtered():
    items = MongoClient().shop.items
    items.find(json.loads(request.args["filter"]))  # flaw: nosql-injection
    items.find({"tags": {"$in": request.args.getlist("tag")}})  # clean: texts
    items.update_many({}, {"$set": {"a": request.json["a"]}})  # clean: a value that is stored
    return {}
