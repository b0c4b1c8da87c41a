"""Bytes that wait in Redis under a key, and are read by another request or by a worker."""
import pickle

import redis
from flask import Flask, request

app = Flask(__name__)
store = redis.Redis()


class Mailbox:
    START = "mailbox:"

    def __init__(self, client):
        self.client = client

    def put(self, owner, data):
        self.client.set(self.START + owner, data, ex=600)

    def take(self, owner):
        data = self.client.get(self.START + owner)
        return pickle.loads(data) if data else None  # flaw: unsafe-deserialization


mailbox = Mailbox(store)


@app.post("/mail/<owner>")
def mail(owner):
    mailbox.put(owner, request.get_data())
    store.rpush("jobs", request.get_data())
    store.set("totals", pickle.dumps({"jobs": 1}))
    return "", 204


@app.get("/mail/<owner>")
def read_mail(owner):
    return {"found": mailbox.take(owner) is not None}


@app.get("/work")
def work():
    while (job := store.lpop("jobs")) is not None:
        pickle.loads(job)  # flaw: unsafe-deserialization
    return {"totals": pickle.loads(store.get("totals"))["jobs"]}  # clean: the application's own bytes
