"""Ways to set a header that decides something."""
from flask import Flask, request, make_response, Response
from urllib.parse import quote

app = Flask(__name__)


@app.route("/h1")
def h1():
    r = make_response("x")
    r.headers["Content-Type"] = request.args["n"]  # flaw: header-injection
    r.headers.add("Content-Type", request.args["n"])  # flaw: header-injection
    r.headers.set("Content-Type", "a" + request.args["n"])  # flaw: header-injection
    r.headers["Content-Type"] = quote(request.args["n"])  # clean: quoted
    r.headers["Content-Type"] = request.args["n"].replace("\r", "").replace("\n", "")  # clean: no breaks
    r.headers.extend({"Content-Security-Policy": request.args["n"]})  # flaw: header-injection
    return r


@app.route("/h2")
def h2():
    return "x", 200, {"Content-Security-Policy": request.args["n"]}  # flaw: header-injection


@app.route("/h3")
def h3():
    return Response("x", headers=[("Content-Security-Policy", request.args["n"])])  # flaw: header-injection
