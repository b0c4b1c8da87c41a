"""Numbers and dates that are known by how they are read: values of mappings, what only dates have, columns that no model has for texts."""

import collections

import vault
from flask import Flask, render_template, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Hive(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))
    code = db.Column(db.Integer)
    height = db.Column(db.Float)
    founded = db.Column(db.DateTime)


class Keeper(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.String(8))


@app.get("/hives")
def hives():
    rows = db.session.execute(db.text("select * from hive")).fetchall()
    days = {}
    for row in rows:
        day = row.founded.date()
        days[day] = days.get(day, 0) + row.weight
    return render_template(
        "hives.html",
        ids={hive.name: hive.id for hive in Hive.query.all()},
        names={hive.id: hive.name for hive in Hive.query.all()},
        counts=collections.Counter(hive.name for hive in Hive.query.all()),
        days=days,
        rows=rows,
        founded=[row.founded.strftime("%Y-%m-%d") for row in rows],
        shown=[row.founded.strftime(request.args["format"]) for row in rows],
        key=vault.find(Hive.query.first()),
    )


@app.get("/files")
def files():
    return render_template("files.html", here=request.path, more=request.args["more"], text=request.args["text"], people=Hive.query.all())
