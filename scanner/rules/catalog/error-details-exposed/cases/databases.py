"""Errors of a database tell of statements and tables; those of the application are written for visitors."""

import sqlite3

from flask import Flask, jsonify, request
from sqlalchemy.exc import SQLAlchemyError

app = Flask(__name__)


class TooLong(Exception):
    pass


def store(text):
    if len(text) > 99:
        raise TooLong("at most 99 letters")
    sqlite3.connect("notes.db").execute("insert into note values (?)", (text,))


@app.post("/plain")
def plain():
    try:
        store(request.form["text"])
    except sqlite3.Error as error:
        return jsonify(error=str(error)), 500  # flaw: error-details-exposed
    return ""


@app.post("/several")
def several():
    try:
        store(request.form["text"])
    except (ValueError, SQLAlchemyError) as error:
        return f"it failed: {error}"  # flaw: error-details-exposed
    return ""


@app.post("/own")
def own():
    try:
        store(request.form["text"])
    except TooLong as error:
        return jsonify(error=str(error)), 400  # clean: a sentence of the application's
    except sqlite3.Error:
        return jsonify(error="not stored"), 500  # clean: nothing of the error
    return ""
