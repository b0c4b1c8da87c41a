"""Addresses that visitors stored before are requested; what the administration sets is its own."""

import os
import sqlite3

import requests
from flask import Flask, request

app = Flask(__name__)


def db():
    con = sqlite3.connect("hooks.db")
    con.row_factory = sqlite3.Row
    return con


@app.post("/subscriptions")
def subscribe():
    with db() as con:
        con.execute(
            "INSERT INTO subscription (owner, target) VALUES (?, ?)", (request.form["owner"], request.form["target"])
        )
    return ""


@app.post("/settings")
def set_relay():
    with db() as con:
        con.execute("UPDATE settings SET relay = ? WHERE id = 1", (request.form["relay"],))
    return ""


@app.post("/notify/<int:number>")
def notify(number):
    row = db().execute("SELECT target FROM subscription WHERE id = ?", (number,)).fetchone()
    requests.post(row["target"], json={}, timeout=3)  # flaw: server-side-request-forgery
    return ""


@app.post("/relay")
def relay():
    row = db().execute("SELECT relay FROM settings WHERE id = 1").fetchone()
    requests.post(row["relay"], json={}, timeout=3)  # clean: a setting of those who run it
    return ""


@app.post("/report")
def report():
    row = db().execute("SELECT mirror FROM partner").fetchone()
    requests.post(row["mirror"], json={}, timeout=3)  # clean: no visitor stores it
    os.system("sync")
    return ""
