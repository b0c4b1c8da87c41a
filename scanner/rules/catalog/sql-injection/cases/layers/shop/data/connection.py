"""Where SQL is run."""

import sqlite3


def run(sql, parameters=()):
    with sqlite3.connect("shop.db") as db:
        return db.execute(sql, parameters).fetchall()  # step(a, b, c)
