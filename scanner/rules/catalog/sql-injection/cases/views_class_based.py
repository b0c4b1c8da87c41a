"""MethodView with a base class that has the query."""

import sqlite3

from flask import Flask, abort, jsonify, request
from flask.views import MethodView, View

app = Flask(__name__)


class Base(MethodView):
    table = ""
    init_every_request = False

    def rows(self, condition):
        return sqlite3.connect("x.db").execute(f"select * from {self.table} where {condition}").fetchall()  # flaw: sql-injection


class Orders(Base):
    table = "orders"

    def get(self, order_id):
        if order_id is None:
            return jsonify(self.rows("1 = 1"))
        return jsonify(self.rows(f"id = {order_id}"))

    def put(self, order_id):
        state = request.json.get("state")
        if state not in ("open", "done"):
            abort(422)
        db = sqlite3.connect("x.db")
        db.execute(f"update orders set state = '{state}' where id = ?", (order_id,))  # clean: on the list
        return ""


class Count(View):
    methods = ["GET"]

    def __init__(self, table):
        self.table = table

    def dispatch_request(self):
        n = sqlite3.connect("x.db").execute("select count(*) from " + self.table).fetchone()  # clean: a constant
        return jsonify(n)


view = Orders.as_view("orders")
app.add_url_rule("/orders/", defaults={"order_id": None}, view_func=view, methods=["GET"])
app.add_url_rule("/orders/<order_id>", view_func=view, methods=["GET", "PUT"])
app.add_url_rule("/count/orders", view_func=Count.as_view("count_orders", table="orders"))
