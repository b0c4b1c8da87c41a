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
