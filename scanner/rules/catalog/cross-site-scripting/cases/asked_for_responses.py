"""What is known to be a response is no text of a visitor's; what is left when it is none still is."""

from flask import Flask, Response, jsonify, make_response, request
from werkzeug.wrappers import Response as AnyResponse

app = Flask(__name__)


def field(name):
    """The field, or what is answered if it is missing."""
    if name in request.values:
        return request.values[name]
    return Response("missing", status=400)


@app.post("/survey")
def survey():
    colour = field("colour")
    size = field("size")
    for given in [colour, size]:
        if isinstance(given, Response):
            return given  # clean: a response
    return f"<b>{colour}</b>"  # flaw: cross-site-scripting


@app.post("/one")
def one():
    colour = field("colour")
    if isinstance(colour, (Response, AnyResponse)):
        return colour  # clean: a response
    if not isinstance(colour, AnyResponse):
        return colour  # flaw: cross-site-scripting
    return {}


@app.post("/made")
def made():
    answer = make_response(request.form["text"])  # flaw: cross-site-scripting
    if isinstance(answer, Response):
        return answer
    return jsonify(text=request.form["text"])
