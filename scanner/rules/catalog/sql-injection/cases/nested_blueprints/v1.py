"""Version one."""

import sqlite3

from flask import Blueprint, g, request

v1 = Blueprint("v1", __name__)


@v1.before_request
def read_user():
    g.user = request.authorization.username if request.authorization else None


@v1.route("/me")
def me():
    return {"r": sqlite3.connect("x.db").execute(f"select * from u where n = '{g.user}'").fetchone()}  # flaw: sql-injection
