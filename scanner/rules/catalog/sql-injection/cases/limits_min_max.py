"""Numbers are clamped."""
import math
import sqlite3
from datetime import date, datetime
from decimal import Decimal

from flask import Flask, request

app = Flask(__name__)


@app.get("/a")
def a():
    db = sqlite3.connect("x")
    n = min(int(request.args.get("n", 10)), 100)
    db.execute(f"select * from t limit {n}")  # clean: a number
    db.execute(f"select {Decimal(request.args['d'])}")  # clean: a number
    db.execute(f"select {round(float(request.args['f']), 2)}")  # clean: a number
    db.execute(f"select {math.floor(float(request.args['f']))}")  # clean: a number
    day = datetime.strptime(request.args["day"], "%Y-%m-%d")
    db.execute(f"select '{day:%Y-%m-%d}'")  # clean: a date
    db.execute("select '" + date.fromisoformat(request.args["day"]).isoformat() + "'")  # clean: a date
    db.execute(f"select {bool(request.args['b'])}")  # clean: a boolean
    db.execute(f"select {request.args['n']:>5}")  # flaw: sql-injection
    x = request.args.get("x", type=float)
    db.execute("select " + str(x * 2))  # clean: a number
    db.execute("select " + str(max(request.args["x"], "a")))  # flaw: sql-injection
    return {}
