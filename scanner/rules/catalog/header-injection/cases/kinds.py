"""The kind of the content is a header too: whoever chooses it makes a page of a text."""

from flask import Flask, Response, request, send_file

app = Flask(__name__)
KINDS = ("text/plain", "text/csv")


@app.get("/type")
def content_type():
    return Response("x", content_type=request.args["type"])  # flaw: header-injection


@app.get("/mime")
def mimetype():
    return Response("x", mimetype=request.args["type"])  # flaw: header-injection


@app.get("/later")
def later():
    response = Response("x")
    response.mimetype = request.args["type"]  # flaw: header-injection
    return response


@app.get("/listed")
def listed():
    kind = request.args["type"]
    return Response("x", mimetype=kind if kind in KINDS else KINDS[0])  # clean: one of ours


@app.get("/file")
def file():
    return send_file("/srv/x.bin", mimetype=request.args["type"])  # flaw: header-injection
