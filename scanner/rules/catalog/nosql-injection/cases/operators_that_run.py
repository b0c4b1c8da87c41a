"""A list of operators that lets one through which runs code of whoever wrote it."""

import json

from flask import Flask, abort, request
from pymongo import MongoClient

app = Flask(__name__)
things = MongoClient().db.things
ALLOWED = {"$gt", "$lt", "$in", "$and", "$or", "$where"}
DENIED = {"$where"}


def sanitize(spec):
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key.startswith("$") and key not in ALLOWED:
                abort(400)
            sanitize(value)
    if isinstance(spec, list):
        for value in spec:
            sanitize(value)
    return spec


@app.get("/things")
def find():
    return {"n": things.count_documents(sanitize(json.loads(request.args["where"])))}  # flaw: nosql-injection


def sanitize_twice(spec):
    if isinstance(spec, dict):
        if DENIED & spec.keys():
            abort(400)
        for key, value in spec.items():
            if key.startswith("$") and key not in ALLOWED:
                abort(400)
            sanitize_twice(value)
    if isinstance(spec, list):
        for value in spec:
            sanitize_twice(value)
    return spec


@app.get("/twice")
def find_twice():
    return {"n": things.count_documents(sanitize_twice(json.loads(request.args["where"])))}  # clean: a second list refuses it
