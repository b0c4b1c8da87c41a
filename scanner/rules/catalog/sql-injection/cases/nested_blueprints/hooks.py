"""Hooks and views that are installed by a function."""

import sqlite3

from flask import request


def install(app):
    @app.after_request
    def count(response):
        with sqlite3.connect("x.db") as db:
            db.execute("insert into hits values ('" + request.user_agent.string + "')")  # flaw: sql-injection
            db.execute("insert into hits values (?)", (request.referrer,))  # clean: bound
        return response

    def health():
        return {"ok": request.args.get("x") is not None}

    app.add_url_rule("/health", "health", health)
