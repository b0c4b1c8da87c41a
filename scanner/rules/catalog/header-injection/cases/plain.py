"""Headers that decide something say what a visitor says."""

from flask import Flask, Response, make_response, request

app = Flask(__name__)


@app.get("/type")
def content_type():
    response = make_response("a;b")
    response.headers["Content-Type"] = request.args["type"]  # flaw: header-injection
    return response


@app.get("/set")
def with_set():
    response = make_response("a;b")
    response.headers.set("Content-Security-Policy", request.args["policy"])  # flaw: header-injection
    return response


@app.get("/accel")
def accel():
    name = request.args["name"]  # source(a): http-query
    response = Response()
    response.headers["X-Accel-Redirect"] = "/protected/" + name  # flaw(a): header-injection
    return response


@app.get("/added")
def added():
    response = make_response("")
    response.headers.add("Set-Cookie", "theme=" + request.args["theme"])  # flaw: header-injection
    return response
