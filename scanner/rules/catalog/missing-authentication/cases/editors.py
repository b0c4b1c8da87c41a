"""A guard that says who it is for, and not that it asks."""

import sqlite3
from functools import wraps

from flask import Blueprint, Flask, g, redirect, request, session, url_for

bp = Blueprint("admin", __name__, url_prefix="/admin")


@bp.before_app_request
def editor():
    g.editor = session.get("editor")


def editors(view):
    @wraps(view)
    def inner(**values):
        if g.editor is None:
            return redirect(url_for("admin.login"))
        return view(**values)

    return inner


@bp.get("/login")
def login():
    return "<form method=post>"


@bp.post("/page")
@editors
def save():  # clean: editors alone
    write("update pages set text = ? where number = ?", request.form["text"], request.form["number"])
    return redirect("/admin/")


@bp.post("/comments/<int:number>/approve")
@editors
def approve(number):  # clean: editors alone
    write("update comments set shown = 1 where number = ?", number)
    return redirect("/admin/")


@bp.post("/comments/<int:number>/delete")
def delete_comment(number):  # flaw: missing-authentication
    write("delete from comments where number = ?", number)
    return redirect("/admin/")


def write(statement, *values):
    with sqlite3.connect("site.db") as database:
        database.execute(statement, values)


app = Flask(__name__)
app.register_blueprint(bp)
