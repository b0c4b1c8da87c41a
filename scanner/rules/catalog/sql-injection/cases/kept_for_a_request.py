"""What is kept for a request under a name is an object with parts of its own."""
import sqlite3
from functools import cached_property

from flask import Flask, g, request
from werkzeug.local import LocalProxy

app = Flask(__name__)


class Order:
    def __init__(self, given):
        self._given = given

    @cached_property
    def number(self):
        return max(1, int(self._given.get("number", "1")))

    @cached_property
    def code(self):
        return self._given.get("code", "").upper()


order = LocalProxy(lambda: g.setdefault("order", Order(request.values)))


@app.get("/total")
def total():
    rows = sqlite3.connect("shop.db").execute(f"SELECT price * {order.number} FROM goods")  # clean: a number
    return {"rows": rows.fetchall()}


@app.get("/coupon")
def coupon():
    rows = sqlite3.connect("shop.db").execute(f"SELECT id FROM coupons WHERE code = '{order.code}'")  # flaw: sql-injection
    return {"rows": rows.fetchall()}
