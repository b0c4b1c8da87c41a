"""What stands before the data decides what it may do."""

import requests
from flask import Flask, redirect, request

app = Flask(__name__)


@app.get("/own")
def own():
    return redirect("/" + "shop/" + request.args["page"])  # clean: stays on this host


@app.get("/slash")
def slash():
    return redirect("/" + request.args["page"])  # flaw: open-redirect


@app.get("/whole")
def whole():
    return redirect(request.args["page"])  # flaw: open-redirect


@app.get("/format")
def formatted():
    return redirect(f"/users/{request.args['page']}")  # clean: stays on this host


@app.get("/percent")
def percent():
    return redirect("/users/%s" % request.args["page"])  # clean: stays on this host


@app.get("/named")
def named():
    return redirect("/users/{}".format(request.args["page"]))  # clean: stays on this host


@app.get("/host")
def host():
    return redirect("https://" + request.args["host"] + "/")  # flaw: open-redirect


@app.get("/fetch")
def fetch():
    requests.get("https://example.com/" + request.args["page"])  # clean: the host is settled
    requests.get("https://example.com" + request.args["page"])  # flaw: server-side-request-forgery
    requests.get("https://" + request.args["page"])  # flaw: server-side-request-forgery
    return ""


@app.get("/joined")
def joined():
    base = "https://example.com"
    requests.get("/".join([base, "towns", request.args["page"]]))  # clean: the host is settled
    return ""
