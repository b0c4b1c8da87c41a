"""A query of a document database may compare with a pattern, which the database runs."""

import re

import pymongo
from flask import Flask, jsonify, request

app = Flask(__name__)
recipes = pymongo.MongoClient()["kitchen"]["recipes"]


@app.get("/recipes")
def search():
    pattern = {"$regex": request.args.get("q", ""), "$options": "i"}
    found = recipes.find({"$or": [{"name": pattern}, {"by": pattern}]})  # flaw: regex-injection
    return jsonify([recipe["name"] for recipe in found])


@app.get("/recipes/escaped")
def search_escaped():
    pattern = {"$regex": "^" + re.escape(request.args.get("q", ""))}
    return jsonify([recipe["name"] for recipe in recipes.find({"name": pattern})])  # clean: letters alone


@app.get("/recipes/named")
def named():
    name = str(request.args.get("q"))
    return jsonify([recipe["name"] for recipe in recipes.find({"name": name})])  # clean: compared as it is
