"""Who chooses the names of headers."""

from flask import Flask, make_response, request

app = Flask(__name__)


@app.get("/named")
def named():
    response = make_response("ok")
    response.headers[request.args["name"]] = "1"  # flaw: header-injection
    return response


@app.get("/beside")
def beside():
    response = make_response("ok")
    response.headers["X-Shop-" + request.args["name"]] = "1"  # clean: under a name of its own
    return response
