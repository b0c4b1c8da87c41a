"""An API whose clients have no cookie."""

import sqlite3

from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/mail")
def change_mail():  # clean: nobody is known by a cookie
    if request.headers.get("Authorization") != app.config["TOKEN"]:
        abort(401)
    db = sqlite3.connect("shop.db")
    db.execute("update users set mail = ?", [request.form["mail"]])
    db.commit()
    return "changed"
