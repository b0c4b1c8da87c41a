"""The connection, one a request."""

import sqlite3

from flask import current_app, g


def get():
    if not hasattr(g, "_database"):
        g._database = sqlite3.connect(current_app.config["DATABASE"])
    return g._database


def query(sql, args=(), one=False):
    cur = get().execute(sql, args)  # flaw: sql-injection
    rv = cur.fetchall()
    return (rv[0] if rv else None) if one else rv


def close(error=None):
    if hasattr(g, "_database"):
        g._database.close()


def init_app(app):
    app.teardown_appcontext(close)
