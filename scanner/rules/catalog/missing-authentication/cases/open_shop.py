"""Most views are open: nothing was forgotten."""

import os

from flask import Flask, request
from flask_login import login_required

app = Flask(__name__)


@app.get("/account")
@login_required
def account():
    return "yours"


@app.post("/basket")
def basket():  # clean: a shop is open
    os.remove("basket")
    return "emptied"


@app.get("/")
def start():  # clean: open
    return "hello"


@app.get("/about")
def about():  # clean: open
    return "us"
