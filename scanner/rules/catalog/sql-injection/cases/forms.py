"""Forms of Flask-WTF: text fields are text, number fields are numbers, choices are ours."""

import sqlite3

from flask import Flask
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, Regexp

app = Flask(__name__)


class SearchForm(FlaskForm):
    name = StringField("Name", validators=[DataRequired()])
    age = IntegerField("Age")
    order = SelectField("Order", choices=[("name", "Name"), ("age", "Age")])
    code = StringField("Code", validators=[Regexp(r"^[A-Z0-9]+\Z")])


@app.post("/search")
def search():
    form = SearchForm()
    db = sqlite3.connect("shop.db")
    if form.validate_on_submit():
        rows = db.execute("SELECT * FROM users WHERE age > %s" % form.age.data)  # clean: a number
        rows = db.execute("SELECT * FROM users WHERE name = '" + form.name.data + "'")  # flaw: sql-injection
        return {"rows": rows.fetchall()}
    return {"errors": form.errors}, 400


@app.post("/unchecked")
def unchecked():
    form = SearchForm()
    db = sqlite3.connect("shop.db")
    rows = db.execute("SELECT * FROM users ORDER BY " + form.order.data)  # flaw: sql-injection
    return {"rows": rows.fetchall()}


@app.post("/checked")
def checked():
    form = SearchForm()
    if not form.validate_on_submit():
        return {"errors": form.errors}, 400
    db = sqlite3.connect("shop.db")
    rows = db.execute("SELECT * FROM users ORDER BY " + form.order.data)  # clean: validation leaves the choices only
    return {"rows": rows.fetchall()}
