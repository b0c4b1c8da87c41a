"""Queries made of what a model lets through: a text cannot be an operator, a mapping can."""
from flask import Flask, request
from pydantic import BaseModel
from pymongo import MongoClient

app = Flask(__name__)
orders = MongoClient().trade.orders


class Wanted(BaseModel):
    customer: str | None = None
    country: str | None = None


class Free(BaseModel):
    customer: dict | None = None


@app.post("/orders")
def listed():
    wanted = Wanted(**request.get_json()).model_dump(exclude_none=True)
    return list(orders.find(wanted))  # clean: both fields are texts


@app.post("/orders/one")
def one():
    wanted = Wanted.model_validate(request.get_json())
    return orders.find_one({"customer": wanted.customer})  # clean: a text


@app.post("/orders/free")
def free():
    wanted = Free(**request.get_json()).model_dump()
    return list(orders.find(wanted))  # flaw: nosql-injection
