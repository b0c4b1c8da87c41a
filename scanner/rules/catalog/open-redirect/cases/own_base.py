"""A base of the program's own, and a path behind it: what ends the host settles where the browser goes."""

import os

import settings
from flask import Flask, current_app, redirect, request, url_for

app = Flask(__name__)
FRONT = os.environ["FRONT"]


@app.get("/")
def home():
    return {}


@app.get("/configured")
def configured():
    return redirect(f"{current_app.config['FRONT']}/orders/{request.args['id']}")  # clean: a path behind the base


@app.get("/environment")
def environment():
    return redirect(FRONT + "?order=" + request.args["id"])  # clean: a parameter behind the base


@app.get("/formatted")
def formatted():
    return redirect("https://%s/%s" % (settings.HOST, request.args["page"]))  # clean: the host is ours


@app.get("/checked")
def checked():
    target = request.args.get("next", "/")
    if target.startswith("/"):
        return redirect(current_app.config["FRONT"].rstrip("/") + target)  # clean: the slash ends the host
    return redirect(FRONT + target)  # flaw: open-redirect


@app.get("/host")
def host():
    return redirect(f"https://{request.args['host']}/{settings.PATH}")  # flaw: open-redirect


@app.get("/scheme")
def scheme():
    return redirect(f"{settings.SCHEME}://{request.args['host']}")  # flaw: open-redirect


@app.get("/slashes")
def slashes():
    return redirect(settings.SCHEME + "//" + request.args["host"] + "/x")  # flaw: open-redirect


@app.get("/named")
def named():
    return redirect(url_for("home") + "#" + request.args["part"])  # clean: a place on a page of ours


@app.get("/both")
def both():
    return redirect(f"{request.args['base']}/items/{request.args['id']}")  # flaw: open-redirect
