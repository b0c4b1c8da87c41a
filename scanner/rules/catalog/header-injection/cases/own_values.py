"""Values of our own, or headers that decide nothing."""

from flask import Flask, make_response, request, send_file

app = Flask(__name__)
TYPES = {"csv": "text/csv", "text": "text/plain"}


@app.get("/table")
def table():
    response = make_response("a;b")
    response.headers["Content-Type"] = TYPES.get(request.args["type"], "text/plain")  # clean: a value of ours
    return response


@app.get("/listed")
def listed():
    kind = request.args["type"]
    if kind not in ("text/csv", "text/plain"):
        kind = "text/plain"
    response = make_response("a;b")
    response.headers["Content-Type"] = kind  # clean: on the list
    return response


@app.get("/number")
def number():
    response = make_response("")
    response.headers["Refresh"] = int(request.args["seconds"])  # clean: a number
    return response


@app.get("/echoed")
def echoed():
    response = make_response("")
    response.headers["X-Request-Id"] = request.headers.get("X-Request-Id", "")  # clean: decides nothing
    return response


@app.get("/download")
def download():
    return send_file("/srv/report.pdf", download_name=request.args["name"])  # clean: quoted by Werkzeug


@app.get("/read")
def read():
    response = make_response("")
    accepted = request.headers["Accept"]
    response.headers["X-Length"] = str(len(accepted))  # clean: a number
    return response
