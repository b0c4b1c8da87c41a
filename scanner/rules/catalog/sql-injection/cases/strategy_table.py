"""Strategies in a dictionary of classes."""
import abc
import sqlite3

from flask import Flask, request

app = Flask(__name__)


class Exporter(abc.ABC):
    def __init__(self, source):
        self.source = source

    @abc.abstractmethod
    def export(self, name): ...


class Raw(Exporter):
    def export(self, name):
        return sqlite3.connect(self.source).execute("select * from " + name).fetchall()  # flaw: sql-injection


class Counted(Exporter):
    def export(self, name):
        tables = {"users", "posts"}
        if name in tables:
            return sqlite3.connect(self.source).execute("select count(*) from " + name).fetchone()  # clean: on the list
        raise KeyError(name)


EXPORTERS = {"raw": Raw, "count": Counted}


@app.get("/<kind>/<name>")
def export(kind, name):
    exporter = EXPORTERS[kind]("x.db")
    return {"r": exporter.export(name)}
