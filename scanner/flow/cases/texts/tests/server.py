"""A server for the tests of an application answers whoever runs the tests."""

from flask import Flask, request

app = Flask(__name__)


@app.get("/echo")
def echo():
    return request.args["text"]  # clean: a server of the tests
