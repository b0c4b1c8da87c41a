"""Addresses of which only path and query are kept."""
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, redirect, request

app = Flask(__name__)


@app.get("/language")
def language():
    parts = urlsplit(request.args.get("back", "/"))
    back = urlunsplit(("", "", "/" + parts.path.lstrip("/\\"), parts.query, ""))
    return redirect(back)  # clean: it begins with one slash


@app.get("/whole")
def whole():
    parts = urlsplit(request.args.get("back", "/"))
    back = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    return redirect(back)  # flaw: open-redirect


@app.get("/editor/settings")
def settings():
    return redirect(request.path + "/start")  # clean: the address begins with a word of the program's


@app.get("/<area>/settings")
def settings_of_area(area):
    return redirect(request.path + "/start")  # clean: Werkzeug takes two slashes for one, and no segment is empty


@app.before_request
def from_old_addresses():
    if not request.path.endswith("/"):
        return redirect(request.path + "/")  # flaw: open-redirect
    return None
