"""Werkzeug refuses line breaks, so a header that decides nothing is for pedantic readers."""

# options: pedantic

from flask import Flask, make_response, request

app = Flask(__name__)


@app.get("/echoed")
def echoed():
    response = make_response("")
    response.headers["X-Request-Id"] = request.headers.get("X-Request-Id", "")  # flaw: header-injection
    return response


@app.get("/cookie")
def cookie():
    response = make_response("")
    response.set_cookie("theme", request.args["theme"])  # flaw: header-injection
    return response
