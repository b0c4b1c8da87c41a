"""Columns whose validators hash what is put into them, and one whose validator only looks."""

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import validates
from werkzeug.security import generate_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)


class Keeper(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    password = db.Column(db.String(200))

    @validates("password")
    def _store_hash(self, key, password):
        return generate_password_hash(password)


class Door(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    passcode = db.Column(db.String(200))

    @validates("passcode")
    def _is_long(self, key, passcode):
        if len(passcode) < 8:
            raise ValueError("too short")
        return passcode


@app.post("/keepers")
def add_keeper():
    db.session.add(Keeper(password=request.form["password"]))
    db.session.commit()
    return "", 204


@app.post("/keepers/<int:number>")
def change_keeper(number):
    keeper = db.get_or_404(Keeper, number)
    keeper.password = request.form["password"]
    db.session.commit()
    return "", 204


@app.post("/doors/<int:number>")
def change_door(number):
    door = db.get_or_404(Door, number)
    door.passcode = request.form["passcode"]  # flaw: plaintext-password
    db.session.commit()
    return "", 204
