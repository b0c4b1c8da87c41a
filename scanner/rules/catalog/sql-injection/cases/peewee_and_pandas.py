"""Raw SQL in peewee and pandas."""

import pandas
import peewee
from flask import Flask, request
from sqlalchemy import create_engine

app = Flask(__name__)
db = peewee.SqliteDatabase("shop.db")
engine = create_engine("sqlite:///shop.db")


class User(peewee.Model):
    name = peewee.CharField()

    class Meta:
        database = db


@app.get("/peewee")
def with_peewee():
    name = request.args["name"]
    users = User.select().where(User.name == name)  # clean: an expression
    users = User.raw("SELECT * FROM user WHERE name = ?", name)  # clean: bound
    users = User.raw("SELECT * FROM user WHERE name = '" + name + "'")  # flaw: sql-injection
    db.execute_sql("DELETE FROM user WHERE name = '%s'" % name)  # flaw: sql-injection
    users = User.select().where(peewee.SQL("name = '" + name + "'"))  # flaw: sql-injection
    return {"users": [user.name for user in users]}


@app.get("/pandas")
def with_pandas():
    name = request.args["name"]
    frame = pandas.read_sql(f"SELECT * FROM users WHERE name = '{name}'", engine)  # flaw: sql-injection
    frame = pandas.read_sql_query("SELECT * FROM users WHERE name = :n", engine, params={"n": name})  # clean: bound
    return {"rows": len(frame)}
