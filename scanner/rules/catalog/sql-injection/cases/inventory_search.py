"""A search whose conditions are gathered in a list and joined."""

import sqlite3

from flask import Flask, g, jsonify, request

app = Flask(__name__)


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect("inventory.db")
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(exc):
    db = g.pop("db", None)
    if db is not None:
        db.close()


@app.route("/parts")
def parts():
    clauses = ["1=1"]
    params = []
    if request.args.get("min"):
        clauses.append("price >= ?")
        params.append(request.args["min"])
    if request.args.get("name"):
        clauses.append("name LIKE '%{}%'".format(request.args["name"]))
    sql = "SELECT * FROM parts WHERE " + " AND ".join(clauses)
    rows = get_db().execute(sql, params).fetchall()  # flaw: sql-injection
    return jsonify([dict(r) for r in rows])


@app.route("/parts/safe")
def parts_safe():
    clauses, params = [], []
    for column in ("name", "maker", "colour"):
        value = request.args.get(column)
        if value:
            clauses.append(f"{column} = ?")
            params.append(value)
    where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
    rows = get_db().execute(f"SELECT * FROM parts {where}", params).fetchall()  # clean: columns are ours
    return jsonify([dict(r) for r in rows])


@app.route("/parts/in")
def parts_in():
    ids = request.args.getlist("id")
    marks = ",".join("?" for _ in ids)
    rows = get_db().execute(f"SELECT * FROM parts WHERE id IN ({marks})", ids).fetchall()  # clean: only marks
    return jsonify([dict(r) for r in rows])


@app.route("/parts/in-bad")
def parts_in_bad():
    ids = request.args.getlist("id")
    rows = get_db().execute("SELECT * FROM parts WHERE id IN (" + ",".join(ids) + ")").fetchall()  # flaw: sql-injection
    return jsonify([dict(r) for r in rows])


@app.route("/parts/in-int")
def parts_in_int():
    ids = [int(i) for i in request.args.getlist("id")]
    rows = get_db().execute("SELECT * FROM parts WHERE id IN (%s)" % ",".join(map(str, ids)))  # clean: numbers
    return jsonify([dict(r) for r in rows])
