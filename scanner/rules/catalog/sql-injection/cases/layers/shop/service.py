"""What the shop does."""

import shop.data as data
from shop.data import connection as db


def users_called(name):
    wanted = name.strip()
    return data.select("users", f"name = '{wanted}'")  # step(a)


def remove(form):
    number = form["id"]
    db.run("DELETE FROM users WHERE id = " + number)  # flaw(c): sql-injection
