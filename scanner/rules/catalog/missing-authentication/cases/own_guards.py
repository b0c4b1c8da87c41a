"""Most views have a guard of the project's own."""

from functools import wraps

from flask import Flask, abort, g, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.Text)


def member_required(view):
    @wraps(view)
    def inner(*args, **kwargs):
        if g.get("member") is None:
            abort(401)
        return view(*args, **kwargs)

    return inner


@app.get("/notes")
@member_required
def notes():
    return {"all": [note.text for note in Note.query]}


@app.post("/notes")
@member_required
def add():
    db.session.add(Note(text=request.form["text"]))
    db.session.commit()
    return "", 204


@app.post("/notes/<int:number>/remove")
def remove(number):  # flaw: missing-authentication
    note = db.session.get(Note, number) or abort(404)
    db.session.delete(note)
    db.session.commit()
    return "", 204


@app.post("/notes/<int:number>/hide")
def hide(number):  # clean: it refuses by itself
    if g.get("member") is None:
        abort(403)
    note = db.session.get(Note, number) or abort(404)
    note.text = ""
    db.session.commit()
    return "", 204
