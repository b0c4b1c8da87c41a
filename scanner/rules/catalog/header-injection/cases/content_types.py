"""What a visitor says that an answer is."""

import io

from flask import Flask, Response, make_response, request, send_file

app = Flask(__name__)
KINDS = {"csv": "text/csv", "text": "text/plain"}


@app.get("/a")
def a():
    return Response("rows", content_type=request.args["kind"])  # flaw: header-injection


@app.get("/b")
def b():
    return Response("rows", mimetype=request.args["kind"])  # flaw: header-injection


@app.get("/c")
def c():
    response = make_response("rows")
    response.mimetype = request.args["kind"]  # flaw: header-injection
    return response


@app.get("/d")
def d():
    response = make_response("rows")
    response.content_type = "text/" + request.args["kind"]  # flaw: header-injection
    return response


@app.get("/e")
def e():
    return send_file(io.BytesIO(b"rows"), mimetype=request.args["kind"])  # flaw: header-injection


@app.get("/f")
def f():
    return Response("rows", mimetype=KINDS.get(request.args["kind"], "text/plain"))  # clean: one of ours


@app.get("/g")
def g():
    kind = request.args["kind"]
    response = make_response("rows")
    response.mimetype = kind if kind in ("text/csv", "text/plain") else "text/plain"  # clean: one of two
    return response


@app.get("/h")
def h():
    response = make_response("rows")
    response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]  # flaw: permissive-cors
    return response
