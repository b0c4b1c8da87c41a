"""A thread that modules start is called with what they hand to it."""

import queue
import threading

import requests
from flask import Flask, request

app = Flask(__name__)
HOOKS = {"billing": "https://billing.example.com/events"}
jobs = queue.Queue()
names = queue.Queue()


def work(session):
    while True:
        session.post(jobs.get(), json={"done": True}, timeout=5)  # flaw: server-side-request-forgery


def announce(session, hooks):
    while True:
        session.post(hooks[names.get()], json={"done": True}, timeout=5)  # clean: one of ours


@app.post("/jobs")
def add():
    jobs.put(request.form["url"])
    names.put(request.form["name"])
    return "", 202


threading.Thread(target=work, args=(requests.Session(),), daemon=True).start()
threading.Thread(target=announce, args=(requests.Session(), HOOKS), daemon=True).start()
