"""Views that change state for whoever has the cookie."""

import sqlite3

from flask import Flask, redirect, request, session
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)


@app.post("/login")
def login():  # clean: who signs in is nobody yet, pedantic
    session["user"] = request.form["name"]
    return redirect("/")


@app.route("/mail", methods=["GET", "POST"])
def change_mail():  # flaw: csrf-unprotected
    if request.method == "POST":
        db = sqlite3.connect("shop.db")
        db.execute("update users set mail = ? where id = ?", [request.form["mail"], session["user"]])
        db.commit()
    return "changed"


@app.post("/color")
def change_color():  # flaw: csrf-unprotected
    session["color"] = request.form["color"]
    return "changed"


@app.get("/orders")
def orders():  # clean: changes nothing
    return request.args["page"]


@app.post("/search")
def search():  # clean: changes nothing
    return {"found": len(request.form["q"])}


@app.post("/api/mail")
def api_mail():  # clean: other sites cannot send JSON without asking
    db = sqlite3.connect("shop.db")
    db.execute("update users set mail = ?", [request.get_json()["mail"]])
    db.commit()
    return {}


@app.post("/secret")
def change_password():  # flaw: csrf-unprotected
    db = sqlite3.connect("shop.db")
    row = db.execute("select hash from users where id = ?", [session["user"]]).fetchone()
    if not check_password_hash(row[0], request.form["old"]):
        return "that is not it"
    new = generate_password_hash(request.form["new"])
    db.execute("update users set hash = ? where id = ?", [new, session["user"]])
    db.commit()
    return "changed"
