"""Answers to a preflight: the headers of the request are the browser's own."""

from flask import Flask, make_response, request

app = Flask(__name__)


@app.route("/items", methods=["OPTIONS"])
def preflight():
    response = make_response("")
    response.headers["Access-Control-Allow-Methods"] = request.headers["Access-Control-Request-Method"]  # clean: no line break
    response.headers.set("Access-Control-Allow-Headers", request.headers.get("Access-Control-Request-Headers", ""))  # clean: no line break
    response.headers["Access-Control-Allow-Origin"] = request.args["origin"]  # flaw: header-injection
    return response
