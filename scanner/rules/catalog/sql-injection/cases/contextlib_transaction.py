"""A context manager of our own runs statements at its end."""

import sqlite3
from contextlib import closing, contextmanager

from flask import Flask, request

app = Flask(__name__)


@contextmanager
def transaction(path="bank.db"):
    conn = sqlite3.connect(path)
    try:
        yield conn.cursor()
        conn.commit()
    except Exception:
        conn.rollback()
        raise
    finally:
        conn.close()


class Batch:
    def __init__(self):
        self.statements = []

    def __enter__(self):
        return self

    def add(self, statement, *values):
        self.statements.append((statement, values))

    def __exit__(self, kind, value, tb):
        with closing(sqlite3.connect("b.db")) as db:
            for statement, values in self.statements:
                db.execute(statement, values)  # flaw: sql-injection
        return False


@app.put("/account/<name>")
def rename(name):
    with transaction() as cur:
        cur.execute("update account set name = ? where name = ?", (request.json["name"], name))  # clean: bound
        cur.execute(f"insert into log values ('renamed {name}')")  # flaw: sql-injection
    return {}


@app.put("/batch")
def batch():
    with Batch() as b:
        b.add("update t set a = ?", request.json["a"])
        b.add("update t set b = '" + request.json["b"] + "'")
    return {}
