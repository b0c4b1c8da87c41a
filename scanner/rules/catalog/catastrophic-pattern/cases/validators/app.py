"""A validator class in another module matches."""

from flask import Flask, request
from validators import Validator

app = Flask(__name__)


@app.post("/check")
def check():
    return {"ok": Validator().name(request.form["name"])}  # source(a): http-form
