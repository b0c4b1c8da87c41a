"""The guard asks every request where it comes from, in a factory too."""

import sqlite3

from flask import Blueprint, Flask, request, session
from flask_stopple import Stopple

bp = Blueprint("mail", __name__)
stopple = Stopple()


@bp.post("/mail")
def change_mail():
    db = sqlite3.connect("shop.db")
    db.execute("update users set mail = ? where id = ?", [request.form["mail"], session["user"]])  # clean: the guard asks first
    db.commit()
    return "changed"


def create_app():
    app = Flask(__name__)
    stopple.init_app(app)
    app.register_blueprint(bp)
    return app
