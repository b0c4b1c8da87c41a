"""Who chooses the names of headers."""

from flask import Flask, Response, make_response, request

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


@app.get("/all")
def all_of_them():
    extra = dict(pair.split("=", 1) for pair in request.args.getlist("set") if "=" in pair)
    return Response("ok", headers=extra)  # flaw: header-injection


@app.get("/one")
def one():
    extra = {"X-Note": request.args["note"]}
    return Response("ok", headers=extra)  # clean: under a name of its own
