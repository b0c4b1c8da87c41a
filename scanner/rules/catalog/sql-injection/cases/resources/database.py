"""An extension that opens a connection for each application context."""

import sqlite3

from flask import current_app, g


class Database:
    def __init__(self, app=None):
        if app is not None:
            self.init_app(app)

    def init_app(self, app):
        app.config.setdefault("DATABASE", "books.db")
        app.teardown_appcontext(self.close)

    @property
    def connection(self):
        if not hasattr(g, "connection"):
            g.connection = sqlite3.connect(current_app.config["DATABASE"])
        return g.connection

    def close(self, error):
        connection = g.pop("connection", None)
        if connection is not None:
            connection.close()

    def all(self, sql, parameters=()):
        return self.connection.execute(sql, parameters).fetchall()  # step(a)

    def search(self, sql):
        return self.connection.execute(sql).fetchall()  # flaw(b): sql-injection
