"""What is written into every response, in a function behind all views."""

from flask import Flask, request

app = Flask(__name__)
TRUSTED = {"https://app.example.org"}


@app.after_request
def open_to_all(response):
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")  # flaw: permissive-cors
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


@app.after_request
def open_to_some(response):
    origin = request.headers.get("Origin")
    if origin in TRUSTED:
        response.headers["Access-Control-Allow-Origin"] = origin  # clean: one of ours
        response.headers["Access-Control-Allow-Credentials"] = "true"
    return response
