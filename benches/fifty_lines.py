"""The file of fifty lines that the time of a single small scan is measured on."""

import os
import sqlite3

from flask import Flask, abort, redirect, render_template, request, send_from_directory, url_for
from markupsafe import escape

app = Flask(__name__)
app.config["FOLDER"] = os.environ.get("FOLDER", "files")


def database():
    return sqlite3.connect("notes.sqlite3")


def find(term):
    statement = "select id, text from notes where text like '%" + term + "%'"
    return database().execute(statement).fetchall()


@app.route("/")
def front():
    return render_template("front.html", notes=find(request.args.get("q", "")))


@app.route("/note/<int:number>")
def note(number):
    row = database().execute("select text from notes where id = ?", [number]).fetchone()
    if row is None:
        abort(404)
    return f"<p>{escape(row[0])}</p>"


@app.route("/note", methods=["POST"])
def add():
    connection = database()
    connection.execute("insert into notes (text) values (?)", [request.form["text"]])
    connection.commit()
    return redirect(url_for("front"))


@app.route("/hello")
def hello():
    return "<p>Hello " + request.args.get("name", "you") + "</p>"


@app.route("/file/<path:name>")
def file(name):
    return send_from_directory(app.config["FOLDER"], name)
