"""What visitors store in a column of the application's own is a visitor's when it is read again."""

import sqlite3

from flask import Flask, g, render_template_string, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80))
    tag = db.Column(db.String(20))
    colour = db.Column(db.String(20))
    stars = db.Column(db.Integer)


def connection():
    if "connection" not in g:
        g.connection = sqlite3.connect("notes.db")
    return g.connection


def insert(table, **values):
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    connection().execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))


@app.post("/views")
def save_view():
    insert("view", sorting=request.form["sorting"], kind="list")
    connection().execute("UPDATE view SET footer = ? WHERE id = ?", (request.form["footer"], 1))
    return ""


@app.get("/views/<int:number>")
def show_view(number):
    view = connection().execute("SELECT * FROM view WHERE id = ?", (number,)).fetchone()
    rows = connection().execute("SELECT * FROM note ORDER BY " + view["sorting"])  # flaw: sql-injection
    connection().execute("SELECT * FROM " + view["kind"])  # clean: no visitor stores the kind
    rows = list(rows)
    return render_template_string("{{ rows|length }}" + view["footer"], rows=rows)  # flaw: template-injection


@app.post("/notes")
def save_note():
    db.session.add(Note(title=request.form["title"], tag="new", stars=int(request.form["stars"])))
    note = Note.query.get(1)
    note.colour = request.form["colour"]
    db.session.commit()
    return ""


@app.get("/notes/<int:number>")
def show_note(number):
    note = Note.query.get_or_404(number)
    db.session.execute(db.text("select 1 where '" + note.title + "' = ''"))  # flaw: sql-injection
    db.session.execute(db.text("select 1 where '" + note.tag + "' = ''"))  # clean: no visitor stores the tag
    return "<b style='color: " + note.colour + "'>" + str(note.stars) + "</b>"  # flaw: cross-site-scripting
