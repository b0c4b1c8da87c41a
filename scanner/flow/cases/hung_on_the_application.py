"""What an application factory hangs on the application, requests find through `current_app`."""

import os
import sqlite3

from flask import Flask, current_app, request


class Shelf:
    def __init__(self, root):
        self.root = root

    def listing(self, name):
        return os.listdir(self.root + "/" + name)  # flaw: path-traversal

    def known(self, name):
        return os.listdir(self.root + "/" + os.path.basename(name))  # clean: a name alone


class Clock:
    """An extension."""

    def __init__(self, app=None):
        if app is not None:
            self.init_app(app)

    def init_app(self, app):
        app.extensions["clock"] = self
        app.zones = {"home": self}

    def tell(self, zone):
        return os.popen("TZ=" + zone + " date").read()  # flaw: command-injection


class Shop(Flask):
    shelves = "/srv/shelves"

    def rows(self, word):
        connection = sqlite3.connect("shop.db")
        return connection.execute("select * from item where name = '" + word + "'").fetchall()  # flaw: sql-injection


def clock():
    return current_app.extensions["clock"]


def create_app():
    app = Shop(__name__)
    app.shelf = Shelf(app.shelves)
    Clock(app)
    app.extensions.setdefault("shelves", []).append(Shelf("/srv/other"))

    @app.get("/shelf/<path:name>")
    def shelf(name):
        current_app.shelf.known(name)
        return current_app.shelf.listing(name)

    @app.get("/rows")
    def rows():
        return str(current_app.rows(request.args["word"]))

    @app.get("/clock")
    def tell():
        return {"time": clock().tell(request.args["zone"])}

    @app.get("/zone")
    def zone():
        return {"time": current_app.zones["home"].tell(request.args["zone"])}

    return app
