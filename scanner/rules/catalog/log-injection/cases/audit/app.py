"""An audit class in another module keeps the logger."""

from audit import Audit
from flask import Flask, request

app = Flask(__name__)
audit = Audit("shop")


@app.post("/orders")
def orders():
    audit.note("order", request.form["article"])  # source(a): http-form
    return "", 204


@app.get("/")
def home():
    audit.note("home", "-")
    return {}
