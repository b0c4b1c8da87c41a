"""A row that is kept by a shared object holds settings: who reads it in another request is no victim of the one who set them."""

import os

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Row(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    folder = db.Column(db.String(80))


class Settings:
    def __init__(self):
        self.row = None
        self.folder = None
        self.colour = None

    def read(self):
        if self.row is None:
            self.row = db.session.query(Row).first()
        return self.row

    def load(self):
        for name, value in self.read().__dict__.items():
            setattr(self, name, value)  # clean: names of columns

    def save(self):
        row = self.read()
        for name in ("folder", "colour"):
            setattr(row, name, self.__dict__[name])
        self.load()


settings = Settings()


def add_views(app):
    settings.colour = request.form.get("colour")
    app.add_url_rule("/run", view_func=run)


def make():
    app = Flask(__name__)

    @app.post("/settings")
    def change():
        settings.folder = request.form["folder"]
        settings.save()
        return {}

    app.add_url_rule("/run", view_func=run)
    return app


def run():
    os.system("ls " + settings.folder)  # clean: a setting, for pedantic readers
    os.system("paint " + settings.colour)  # clean: a setting, for pedantic readers
    return {}
