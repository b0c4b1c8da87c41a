"""Requests through a class of the project."""

from flask import Flask

from client import Client

app = Flask(__name__)


@app.get("/rates")
def rates():
    return Client("https://rates.example/").get("today").text  # clean: judged where it is made
