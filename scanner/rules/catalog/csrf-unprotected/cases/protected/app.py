"""Protection is switched on in another file."""

import sqlite3

from flask import Flask, request, session

from extensions import csrf


def create_app():
    app = Flask(__name__)
    csrf.init_app(app)

    @app.post("/mail")
    def change_mail():  # clean: protected
        db = sqlite3.connect("shop.db")
        db.execute("update users set mail = ?", [request.form["mail"]])
        db.commit()
        session["told"] = True
        return "changed"

    return app
