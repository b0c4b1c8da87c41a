"""What a visitor's column is called is known wherever on the way it is read: in loops, behind defaults, from tuples."""

import html

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Recipe(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    label = db.Column(db.String(80))
    steps = db.Column(db.Text)
    course = db.Column(db.String(20), default="main")


class Kitchen(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    label = db.Column(db.String(80), default="Main kitchen")


@app.post("/recipes")
def add():
    db.session.add(Recipe(label=request.form["label"], steps=html.escape(request.form["steps"])))
    db.session.commit()
    return "", 204


@app.get("/short/<course>")
def short(course):
    found = Recipe.query.filter_by(course=course).limit(3)
    lines = ["<li>" + one.label + "</li>" for one in found]
    return "<ul>" + "".join(lines) + "</ul>"  # flaw: cross-site-scripting


@app.get("/long")
def long():
    found = Recipe.query.all()
    page = ""
    for one in found:
        page += one.label
    return page  # flaw: cross-site-scripting


@app.get("/recipe/<int:number>")
def recipe(number):
    found = db.get_or_404(Recipe, number)
    heading = found.label or "Without a name"
    return f"<h1>{heading}</h1>"  # flaw: cross-site-scripting


@app.get("/courses")
def courses():
    found = Recipe.query.all()
    return "".join(one.course for one in found)  # clean: no visitor writes this column


@app.get("/kitchens")
def kitchens():
    found = Kitchen.query.all()
    page = ""
    for one in found:
        page += one.label
    return page  # clean: a column of the same name in another table


@app.get("/escaped")
def escaped():
    found = Recipe.query.all()
    return "".join("<li>" + html.escape(one.label) + "</li>" for one in found)  # clean: escaped
