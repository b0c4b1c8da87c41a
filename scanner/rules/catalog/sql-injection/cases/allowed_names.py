"""Names inside SQL cannot be bound: lists of allowed names make them safe, in many styles."""

import sqlite3

from flask import Blueprint, Flask, abort, request

bp = Blueprint("lists", __name__, url_prefix="/lists")
TABLES = {"users", "orders"}
COLUMNS = ("name", "created", "price")


def connection():
    return sqlite3.connect("shop.db")


@bp.get("/guarded")
def guarded():
    table = request.args["table"]
    if table not in TABLES:
        abort(404)
    return {"rows": connection().execute(f"SELECT * FROM {table}").fetchall()}  # clean: on the list


@bp.get("/positive")
def positive():
    column = request.args.get("column", "name")
    if column in COLUMNS:
        return {"rows": connection().execute("SELECT " + column + " FROM users").fetchall()}  # clean: on the list
    return {"rows": []}


@bp.get("/fallback")
def fallback():
    column = request.args.get("column")
    if column not in COLUMNS:
        column = "name"
    return {"rows": connection().execute("SELECT * FROM users ORDER BY " + column).fetchall()}  # clean: replaced unless on the list


@bp.get("/conditional")
def conditional():
    wanted = request.args.get("column")
    column = wanted if wanted in COLUMNS else "name"
    return {"rows": connection().execute(f"SELECT {column} FROM users").fetchall()}  # clean: on the list


def checked_table(name):
    if name not in TABLES:
        raise ValueError("no such table")
    return name


@bp.get("/helper")
def helper():
    table = checked_table(request.args["table"])
    return {"rows": connection().execute(f"SELECT count(*) FROM {table}").fetchall()}  # clean: the helper raises


@bp.get("/matched")
def matched():
    match request.args.get("table"):
        case "users" as table:
            pass
        case "orders" as table:
            pass
        case _:
            abort(404)
    return {"rows": connection().execute("SELECT * FROM " + table).fetchall()}  # clean: one of two constants


@bp.get("/forgotten")
def forgotten():
    table = request.args["table"]
    if table not in TABLES:
        print("somebody asks for another table")
    return {"rows": connection().execute(f"SELECT * FROM {table}").fetchall()}  # flaw: sql-injection


@bp.get("/other")
def other():
    table, column = request.args["table"], request.args["column"]
    if table not in TABLES:
        abort(404)
    return {"rows": connection().execute(f"SELECT {column} FROM {table}").fetchall()}  # flaw: sql-injection


@bp.get("/inverted")
def inverted():
    table = request.args["table"]
    if table in TABLES:
        abort(404)
    return {"rows": connection().execute(f"SELECT * FROM {table}").fetchall()}  # flaw: sql-injection


app = Flask(__name__)
app.register_blueprint(bp)
