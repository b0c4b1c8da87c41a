"""Jobs that a queue or a scheduler calls later, with what they are given one by one, as a tuple or as a mapping."""

import os

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Blueprint, Flask, request
from rq import Queue

bp = Blueprint("jobs", __name__)
scheduler = BackgroundScheduler()


class Stores:
    queue = None


def convert(path):
    os.system("convert " + path)  # flaw: command-injection


def label(path, text):
    os.system("label " + path)  # clean: the program's own path
    os.system("label " + text)  # flaw: command-injection


def stamp(path, text):
    os.system("stamp " + text)  # flaw: command-injection


def fetch(address, target):
    os.system("fetch " + address)  # flaw: command-injection
    os.system("keep " + target)  # clean: the program's own target


def remind(text):
    os.system("say " + text)  # flaw: command-injection


@bp.post("/convert")
def start_convert():
    Stores.queue.enqueue(convert, request.form["path"])
    return {}


@bp.post("/label")
def start_label():
    work = label if request.form.get("kind") == "label" else stamp
    Stores.queue.enqueue(work, "here.png", request.form["text"])
    return {}


@bp.post("/fetch")
def start_fetch():
    Stores.queue.enqueue(fetch, kwargs={"address": request.form["address"], "target": "here"})
    return {}


@bp.post("/remind")
def start_remind():
    scheduler.add_job(remind, "date", args=[request.form["text"]])
    return {}


def create_app():
    app = Flask(__name__)
    Stores.queue = Queue("jobs")
    app.register_blueprint(bp)
    return app
