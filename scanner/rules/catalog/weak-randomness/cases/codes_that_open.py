"""Codes that are called codes, and what they are kept as or let somebody do."""
import random
import sqlite3

from flask import Flask, redirect, request

app = Flask(__name__)
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def database():
    return sqlite3.connect("tables.db")


@app.post("/lost")
def lost():
    with database() as connection:
        connection.execute(
            "UPDATE guests SET reset_code = :code WHERE mail = :mail",
            {"mail": request.form["mail"], "code": "".join(random.choices(LETTERS, k=12))},  # flaw: weak-randomness
        )
    return redirect("/")


def table_code():
    return "".join(random.choice(LETTERS) for _ in range(6))  # flaw: weak-randomness


def country_code():
    code = random.choice(["de", "fr", "it"])  # clean: a country
    return {"language": code}


@app.post("/tables")
def reserve():
    with database() as connection:
        row = {"code": table_code(), "name": request.form["name"]}
        connection.execute("INSERT INTO tables (code, name) VALUES (:code, :name)", row)
    return redirect("/")


@app.post("/tables/<code>/cancel")
def cancel(code):
    with database() as connection:
        connection.execute("DELETE FROM tables WHERE code = ?", (code,))
    return redirect("/")


@app.get("/greeting")
def greeting():
    return country_code()
