"""Conditions of a visitor whose operators are looked at, however deep they stand."""

import json

from flask import Flask, abort, request
from pymongo import MongoClient

app = Flask(__name__)
things = MongoClient().db.things
ALLOWED = {"$gt", "$lt", "$in", "$and", "$or"}


def sanitize(spec):
    if isinstance(spec, dict):
        if {key for key in spec if key[0] == "$"} - ALLOWED:
            abort(400)
        for value in spec.values():
            sanitize(value)
    if isinstance(spec, list):
        for value in spec:
            sanitize(value)
    return spec


@app.get("/things")
def find():
    return {"n": [str(t["_id"]) for t in things.find(sanitize(json.loads(request.args["where"])))]}  # clean: other operators end the request


class Query:
    def check(self, spec):
        def check_keys(spec):
            operators = {key for key in spec.keys() if key.startswith("$")}
            unknown = operators - ALLOWED
            if unknown:
                raise ValueError(unknown)

        if isinstance(spec, dict):
            check_keys(spec)
            for value in spec.values():
                self.check(value)
        elif isinstance(spec, list):
            for value in spec:
                self.check(value)


@app.get("/checked")
def find_checked():
    where = json.loads(request.args["where"])
    Query().check(where)
    return {"n": things.count_documents(where)}  # clean: other operators end the request


def top_level(spec):
    if {key for key in spec if key[0] == "$"} - ALLOWED:
        abort(400)
    return spec


@app.get("/top")
def find_top():
    return {"n": things.count_documents(top_level(json.loads(request.args["where"])))}  # flaw: nosql-injection


def without_lists(spec):
    if isinstance(spec, dict):
        if {key for key in spec if key[0] == "$"} - ALLOWED:
            abort(400)
        for value in spec.values():
            without_lists(value)
    return spec


@app.get("/mappings")
def find_in_mappings():
    return {"n": things.count_documents(without_lists(json.loads(request.args["where"])))}  # flaw: nosql-injection


def counted(spec):
    if isinstance(spec, dict):
        if {key for key in spec if key[0] == "$"} - ALLOWED:
            app.logger.warning("unknown operators")
        for value in spec.values():
            counted(value)
    if isinstance(spec, list):
        for value in spec:
            counted(value)
    return spec


@app.get("/counted")
def find_counted():
    return {"n": things.count_documents(counted(json.loads(request.args["where"])))}  # flaw: nosql-injection


def some_denied(spec):
    if isinstance(spec, dict):
        if {key for key in spec if key[0] == "$"} & {"$regex"}:
            abort(400)
        for value in spec.values():
            some_denied(value)
    if isinstance(spec, list):
        for value in spec:
            some_denied(value)
    return spec


@app.get("/denied")
def find_denied():
    return {"n": things.count_documents(some_denied(json.loads(request.args["where"])))}  # flaw: nosql-injection
