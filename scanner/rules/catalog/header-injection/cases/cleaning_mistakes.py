"""Line breaks removed; the value is still the visitor's."""

from flask import Flask, make_response, request

app = Flask(__name__)


@app.get("/no-breaks")
def no_breaks():
    response = make_response("")
    response.headers["Content-Type"] = request.args["type"].replace("\r", "").replace("\n", "")  # missed: header-injection -- removed line breaks count as harmless, but the type is still chosen
    return response


@app.get("/begins")
def begins():
    kind = request.args["type"]
    if not kind.startswith("text/"):
        kind = "text/plain"
    response = make_response("")
    # text/html begins with text/ as well.
    response.headers["Content-Type"] = kind  # flaw: header-injection
    return response
