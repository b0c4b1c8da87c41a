"""What hangs on an application is reached through `current_app`, in whatever function the application was made."""

import os
import sqlite3

from flask import Flask, current_app, request


class Notes:
    def __init__(self, path):
        self.path = path

    def about(self, word):
        with sqlite3.connect(self.path) as connection:
            return connection.execute(f"SELECT * FROM note WHERE word = '{word}'").fetchall()  # flaw: sql-injection

    def of(self, owner):
        with sqlite3.connect(self.path) as connection:
            return connection.execute("SELECT * FROM note WHERE owner = ?", [owner]).fetchall()  # clean: bound


class Printer:
    def put(self, name):
        os.system("lp " + name)  # flaw: command-injection

    def test(self, name):
        os.system("lp test")  # clean: constant


class Clock:
    def set(self, zone):
        os.system("ln -s " + zone)  # flaw: command-injection


def create_app(path="notes.db"):
    app = equipped(Flask(__name__), path)

    @app.get("/health")
    def health():
        return "well"

    return app


def equipped(app, path):
    app.printer = Printer()
    app.extensions["notes"] = Notes(path)
    app.extensions.update(clock=Clock())
    app.dark = False
    register(app)
    return app


def notes() -> Notes:
    return current_app.extensions["notes"]


def register(app):
    @app.get("/notes")
    def all_notes():
        current_app.extensions.get("notes").about(request.args["word"])
        notes().about(request.args["other"])
        notes().of(request.args["owner"])
        return {}

    @app.get("/print")
    def put():
        current_app.printer.put(request.args["name"])
        current_app.printer.test(request.args["name"])
        current_app._get_current_object().printer.put(request.args["again"])
        return {}

    @app.get("/clock")
    def clock():
        if "clock" in current_app.extensions:
            current_app.extensions["clock"].set(request.args["zone"])
        if "another" in current_app.extensions:
            os.system(request.args["another"])  # flaw: command-injection
        if current_app.dark:
            os.system(request.args["dark"])  # flaw: command-injection
        return {}
