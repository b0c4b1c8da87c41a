"""A unit of work in several files."""
from flask import Flask, jsonify, request

from uow import UnitOfWork

app = Flask(__name__)


@app.get("/orders")
def orders():
    with UnitOfWork() as uow:
        return jsonify(uow.orders.search(request.args.get("customer"), request.args.get("sort", "id")))


@app.get("/customers/<name>")
def customers(name):
    with UnitOfWork() as uow:
        return jsonify(uow.customers.by_name(name))
