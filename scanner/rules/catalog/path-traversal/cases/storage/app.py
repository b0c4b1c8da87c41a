"""Files are kept by a class of another package; views use it well and badly."""

from flask import Flask, request
from store import Store
from store.safe import SafeStore

app = Flask(__name__)
store = Store("/srv/files")


@app.get("/read")
def read():
    return {"text": store.read(request.args["name"])}  # source(a): http-query


@app.post("/write")
def write():
    store.write(request.form["name"], request.form["text"])
    return "", 204


@app.get("/constant")
def constant():
    return {"text": store.read("welcome.txt")}


@app.get("/safe")
def safe():
    return {"text": SafeStore("/srv/files").read(request.args["name"])}
