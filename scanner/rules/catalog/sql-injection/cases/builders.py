"""Builders, helpers and drivers that wait."""
import sqlite3
import asyncpg
import pandas as pd
from peewee import Model, SQL, CharField, SqliteDatabase, fn
from flask import Flask, request
from sqlalchemy import create_engine, text, MetaData, Table, select
from sqlalchemy.orm import declarative_base, sessionmaker

app = Flask(__name__)
engine = create_engine("sqlite://")
Base = declarative_base()
Session = sessionmaker(bind=engine)
pdb = SqliteDatabase("x")


class Item(Model):
    name = CharField()

    class Meta:
        database = pdb


@app.get("/1")
async def one():
    conn = await asyncpg.connect()
    await conn.fetch("SELECT * FROM t WHERE a = '%s'" % request.args["a"])  # flaw: sql-injection
    await conn.fetch("SELECT * FROM t WHERE a = $1", request.args["a"])  # clean: bound
    return ""


@app.get("/2")
def two():
    pd.read_sql(f"SELECT * FROM t WHERE a = '{request.args['a']}'", engine)  # flaw: sql-injection
    pd.read_sql_query(text("SELECT * FROM t WHERE a = :a"), engine, params={"a": request.args["a"]})  # clean: bound
    Item.raw("SELECT * FROM t WHERE a = '%s'" % request.args["a"])  # flaw: sql-injection
    Item.select().where(SQL("a = '%s'" % request.args["a"]))  # flaw: sql-injection
    Item.select().where(Item.name == request.args["a"])  # clean: orm
    pdb.execute_sql("DELETE FROM t WHERE a=" + request.args["a"])  # flaw: sql-injection
    return ""


class Query:
    def __init__(self):
        self.parts = ["SELECT * FROM t"]
        self.params = []

    def where(self, column, value):
        self.parts.append(f"WHERE {column} = ?")
        self.params.append(value)
        return self

    def raw(self, text):
        self.parts.append(text)
        return self

    def run(self, db):
        return db.execute(" ".join(self.parts), self.params)  # flaw: sql-injection


@app.get("/3")
def three():
    db = sqlite3.connect("x")
    Query().where("a", request.args["a"]).run(db)
    Query().raw("WHERE a = '" + request.args["b"] + "'").run(db)
    return ""


@app.get("/4")
def four():
    db = sqlite3.connect("x")
    Query2 = "SELECT * FROM t WHERE a = ?"
    db.execute(Query2, (request.args["a"],))  # clean: bound
    sort = {"a": "name", "b": "price"}.get(request.args.get("s"), "name")
    db.execute("SELECT * FROM t ORDER BY " + sort)  # clean: table
    order = request.args.get("o", "asc").lower()
    if order not in ("asc", "desc"):
        order = "asc"
    db.execute(f"SELECT * FROM t ORDER BY a {order}")  # clean: listed
    term = "%" + request.args["t"] + "%"
    db.execute("SELECT * FROM t WHERE a LIKE ?", (term,))  # clean: bound
    column = request.args["c"]
    if not column.isidentifier():
        return "no", 400
    db.execute(f"SELECT {column} FROM t")  # clean: an identifier
    value = request.args["v"]
    try:
        value = int(value)
    except ValueError:
        return "no", 400
    db.execute(f"SELECT * FROM t WHERE a = {value}")  # clean: number
    return ""


def db_query(sql, args=(), one=False):
    cur = sqlite3.connect("x").execute(sql, args)  # flaw: sql-injection
    rv = cur.fetchall()
    cur.close()
    return (rv[0] if rv else None) if one else rv


@app.get("/5")
def five():
    db_query("SELECT * FROM t WHERE a = ?", [request.args["a"]], one=True)
    db_query("SELECT * FROM t WHERE a = " + request.args["b"], one=True)
    return ""


@app.get("/6")
def six():
    first = db_query("SELECT name FROM t WHERE id = ?", [request.args["id"]], one=True)
    with engine.begin() as conn:
        conn.execute(text("UPDATE t SET a = :a WHERE b = :b"), {"a": request.args["a"], "b": first})  # clean: bound
        stmt = text("SELECT * FROM t WHERE x = '" + request.args["x"] + "'")  # flaw: sql-injection
        rows = conn.execute(stmt)
    return ""
