"""Local proxies and context variables."""
import sqlite3
from contextvars import ContextVar

from flask import Flask, current_app, g, request
from werkzeug.local import LocalProxy

app = Flask(__name__)
tenant = ContextVar("tenant", default="public")


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect("x")
    return g.db


db = LocalProxy(get_db)


@app.before_request
def set_tenant():
    tenant.set(request.headers.get("X-Tenant", "public"))


@app.get("/a")
def a():
    db.execute("select '" + request.args["x"] + "'")  # flaw: sql-injection
    db.execute("select * from " + tenant.get())  # flaw: sql-injection
    return {}
