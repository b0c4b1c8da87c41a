"""A view that takes `DELETE` takes `GET` beside it, so that a link can be written."""

import sqlite3

from flask import Flask, redirect, request
from flask_login import LoginManager, login_required

app = Flask(__name__)
LoginManager(app)


@app.route("/notes/<int:number>/delete", methods=["GET", "DELETE"])
@login_required
def delete_note(number):  # flaw: csrf-unprotected
    database = sqlite3.connect("notes.db")
    database.execute("delete from notes where number = ?", (number,))
    database.commit()
    return redirect("/")


@app.route("/tags/<int:number>/remove", methods=["GET", "DELETE"])
@login_required
def remove_tag(number):  # clean: it asks which one it is
    if request.method == "DELETE":
        database = sqlite3.connect("notes.db")
        database.execute("delete from tags where number = ?", (number,))
        database.commit()
    return redirect("/")
