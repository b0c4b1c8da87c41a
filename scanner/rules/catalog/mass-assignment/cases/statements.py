"""Statements that set whatever columns are named, and schemas that hand on what they do not know."""

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from marshmallow import INCLUDE, Schema, fields
from sqlalchemy import insert, update

app = Flask(__name__)
db = SQLAlchemy(app)


class Guest(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Closed(Schema):
    name = fields.String()


class Open(Schema):
    class Meta:
        unknown = INCLUDE

    name = fields.String()


@app.post("/insert")
def add():
    db.session.execute(insert(Guest).values(**request.get_json()))  # flaw: mass-assignment
    db.session.execute(insert(Guest).values(name=request.form["name"]))  # clean: one column
    db.session.execute(insert(Guest).values({"name": request.form["name"]}))  # clean: one column
    db.session.execute(insert(Guest).values([{"name": request.form["name"]}]))  # clean: one column of a row
    db.session.execute(insert(Guest).values([{"name": name} for name in request.form.getlist("name")]))  # clean: one column of each row
    db.session.execute(insert(Guest).values([{"name": "x"}, request.get_json()]))  # flaw: mass-assignment
    db.session.execute(insert(Guest).values([row for row in request.get_json()]))  # flaw: mass-assignment
    db.session.execute(insert(Guest).values([{request.form["column"]: "x"}]))  # flaw: mass-assignment
    return {}


@app.post("/update/<int:number>")
def change(number):
    statement = update(Guest).where(Guest.id == number)
    db.session.execute(statement.values(request.get_json()))  # flaw: mass-assignment
    db.session.execute(statement.values(**Closed().load(request.get_json())))  # clean: the fields of a schema
    db.session.execute(statement.values(**Open().load(request.get_json())))  # flaw: mass-assignment
    db.session.execute(statement.values(**Closed().load(request.get_json(), unknown="include")))  # flaw: mass-assignment
    return {}
