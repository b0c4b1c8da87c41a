"""Codes that are called codes, and what they are kept as."""
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


def country_code():
    code = random.choice(["de", "fr", "it"])  # clean: a country
    return {"language": code}


@app.get("/greeting")
def greeting():
    return country_code()
