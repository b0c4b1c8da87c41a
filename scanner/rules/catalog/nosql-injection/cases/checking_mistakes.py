"""Checks that an object passes as well as a text."""

from flask import Flask, abort, request
from pymongo import MongoClient

app = Flask(__name__)
users = MongoClient("mongodb://localhost").shop.users


@app.post("/present")
def present():
    token = request.get_json().get("token")
    if not token:
        abort(400)
    return {"known": users.find_one({"token": token}) is not None}  # flaw: nosql-injection


@app.post("/long-enough")
def long_enough():
    token = request.get_json()["token"]
    if len(token) < 1:
        abort(400)
    return {"known": users.find_one({"token": token}) is not None}  # flaw: nosql-injection


@app.post("/keys")
def keys():
    body = request.get_json()
    if "$where" in body:
        abort(400)
    return {"known": users.find_one(body) is not None}  # flaw: nosql-injection
