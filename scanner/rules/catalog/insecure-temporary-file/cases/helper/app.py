"""The name is made in another file."""

from flask import Flask

from files import Files

app = Flask(__name__)


@app.post("/report")
def report():
    return Files().new()  # clean: judged where it is made
