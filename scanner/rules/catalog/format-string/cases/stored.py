"""Formats that users keep in a table."""

import string

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Letter(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    greeting = db.Column(db.Text)
    closing = db.Column(db.Text)


class Fixed(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    motto = db.Column(db.Text)


@app.put("/letters/<int:number>")
def save(number):
    letter = db.get_or_404(Letter, number)
    letter.greeting, letter.closing = str(request.get_json()["greeting"]), str(request.get_json()["closing"])
    db.session.commit()
    return "", 204


@app.patch("/letters/<int:number>")
def change(number):
    letter = db.get_or_404(Letter, number)
    for name, value in request.get_json().items():
        setattr(letter, name, value)
    db.session.commit()
    return "", 204


@app.get("/letters/<int:number>")
def show(number):
    letter = db.get_or_404(Letter, number)
    fixed = db.session.get(Fixed, number)
    return {
        "greeting": letter.greeting.format(letter=letter),  # flaw: format-string
        "closing": string.Template(letter.closing).safe_substitute(number=number),
        # Nobody writes it from outside.
        "motto": fixed.motto.format(letter=letter),
    }
