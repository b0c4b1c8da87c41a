"""The header `Refresh` sends a browser elsewhere after a while."""
from flask import Flask, make_response, request

app = Flask(__name__)


@app.get("/soon")
def soon():
    response = make_response("moving on")
    response.headers["Refresh"] = "3; url=" + request.args["to"]  # flaw: open-redirect
    return response


@app.get("/soon/here")
def soon_here():
    response = make_response("moving on")
    response.headers["Refresh"] = "3; url=/search?" + request.args["query"]  # clean: a page of this host
    return response
