"""A template gets names that are computed: any name of it may be one of them, but for those that the application gives to all templates."""

import sqlite3

from flask import Flask, render_template, url_for

app = Flask(__name__)


@app.template_global("asset")
def asset(name):
    return url_for("static", filename=name, v=2)


def names_of(kind):
    return sqlite3.connect("shop.db").execute("SELECT name FROM things WHERE kind = ?", (kind,)).fetchall()


def form(title, kinds, **more):
    more.update({kind: names_of(kind) for kind in kinds})
    return render_template("form.html", title=title, **more)


@app.get("/new")
def new():
    return form("New", app.config["KINDS"])
