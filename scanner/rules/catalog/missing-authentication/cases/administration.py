"""An administration that nobody guards, in an application that knows its users."""

import sqlite3
from functools import wraps

from flask import Blueprint, Flask, abort, redirect, request, session
from werkzeug.security import check_password_hash

app = Flask(__name__)
staff = Blueprint("staff", __name__, url_prefix="/staff")


def db():
    return sqlite3.connect("shop.db")


def login_required(view):
    @wraps(view)
    def inner(*args, **kwargs):
        if "uid" not in session:
            return redirect("/login")
        return view(*args, **kwargs)

    return inner


@staff.before_request
def staff_only():
    if not session.get("is_staff"):
        abort(403)


@app.post("/login")
def login():
    row = db().execute("select id, pw from people where name = ?", (request.form["name"],)).fetchone()
    if row is None or not check_password_hash(row[1], request.form["pw"]):
        abort(401)
    session.clear()
    session["uid"] = row[0]
    return redirect("/")


@app.post("/admin/people/<int:uid>/delete")
def delete_person(uid):  # flaw: missing-authentication
    with db() as connection:
        connection.execute("delete from people where id = ?", (uid,))
    return "", 204


@app.get("/admin/people")
def list_people():  # flaw: missing-authentication
    return {"all": db().execute("select name, phone from people").fetchall()}


@login_required
@app.post("/admin/refund/<int:order>")
def refund(order):  # flaw: missing-authentication
    with db() as connection:
        connection.execute("update orders set refunded = 1 where id = ?", (order,))
    return "", 204


@app.post("/admin/close/<int:order>")
@login_required
def close(order):  # clean: the guard is around what is registered
    with db() as connection:
        connection.execute("update orders set closed = 1 where id = ?", (order,))
    return "", 204


@app.get("/admin/help")
def help_page():  # clean: shows nothing that is stored
    return "<p>Ask the office.</p>"


@staff.post("/people/<int:uid>/delete")
def staff_deletes(uid):  # clean: the blueprint lets only staff in
    with db() as connection:
        connection.execute("delete from people where id = ?", (uid,))
    return "", 204


app.register_blueprint(staff)
