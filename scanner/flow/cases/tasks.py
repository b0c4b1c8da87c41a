"""Functions that run later: tasks of Celery, queues of tuples between a view and a thread."""

import queue
import subprocess
import threading

from celery import Celery, shared_task
from flask import Flask, request

app = Flask(__name__)
celery = Celery(__name__, broker="redis://")
jobs = queue.Queue()


@celery.task
def convert(path, size=100):
    subprocess.run(f"convert {path}", shell=True)  # flaw: command-injection
    subprocess.run(f"convert a.png -resize {size}", shell=True)  # clean: a number


@shared_task(bind=True)
def ping(self, host):
    subprocess.run("ping " + host, shell=True)  # flaw: command-injection


@app.put("/tasks")
def tasks():
    convert.delay(request.form["path"], size=int(request.form["size"]))
    ping.apply_async(args=[request.form["host"]])
    return {}


def worker():
    while True:
        name, quality = jobs.get()
        subprocess.run("encode " + name, shell=True)  # flaw: command-injection
        subprocess.run(f"encode -q {quality}", shell=True)  # clean: a number


threading.Thread(target=worker, daemon=True).start()


@app.put("/jobs")
def put_job():
    jobs.put((request.form["name"], int(request.form["quality"])))
    return {}
