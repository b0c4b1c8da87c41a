"""Jobs go through a class in another module that reads them back."""

from flask import Flask, request
from jobs import JsonQueue, Queue

app = Flask(__name__)


@app.post("/jobs")
def add():
    queue = Queue("mail")
    queue.put(request.data)  # source(a): http-body
    return {"job": str(queue.take())}


@app.post("/json-jobs")
def add_json():
    queue = JsonQueue("mail")
    queue.put(request.data)
    return {"job": str(queue.take())}
