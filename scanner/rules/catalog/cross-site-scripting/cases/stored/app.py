"""What visitors wrote before comes from the database."""

import sqlite3

from flask import Flask, g, render_template
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)
    body = db.Column(db.Text)


@app.get("/rows")
def rows():
    found = sqlite3.connect("notes.db").execute("SELECT title, body FROM notes").fetchall()
    return render_template("rows.html", rows=found)


@app.get("/notes/<int:number>")
def note(number):
    return render_template("note.html", note=db.session.get(Note, number))


@app.get("/notes/<int:number>/title")
def title(number):
    return "<h1>" + Note.query.get(number).title + "</h1>"  # clean: told to pedantic readers only
