"""A page on which settings are changed: what lies in them, and in what hangs on them, few may choose."""

import subprocess

from flask import Flask, current_app, request

app = Flask(__name__)


class Settings:
    def __init__(self):
        self.FOLDER = "/srv/files"
        self.THEME = {"dark": False}

    def change(self, sent, inside=None):
        for name, value in sent.items():
            if inside is not None:
                inside[name] = value
            elif isinstance(value, dict):
                self.change(value, getattr(self, name))
            else:
                setattr(self, name, value)  # flaw: mass-assignment


app.config.from_object(Settings())
NAMES = {}


@app.post("/settings")
def change():
    settings = Settings()
    settings.change(request.get_json())
    for name, value in vars(settings).items():
        app.config[name] = value
    NAMES["last"] = request.get_json()["name"]
    return {}


@app.get("/files")
def files():
    subprocess.run("ls " + current_app.config["FOLDER"], shell=True)  # clean: told to pedantic readers only
    subprocess.run("ls " + NAMES["last"], shell=True)  # flaw: command-injection
    return {}
