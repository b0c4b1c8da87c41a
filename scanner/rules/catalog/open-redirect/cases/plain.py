"""Redirects to where a visitor says."""

import flask
from flask import Flask, Response, make_response, redirect, request
from werkzeug.utils import redirect as werkzeug_redirect

app = Flask(__name__)


@app.get("/next")
def to_next():
    target = request.args.get("next")  # source(a): http-query
    return redirect(target)  # flaw(a): open-redirect


@app.post("/login")
def login():
    return redirect(request.form.get("next") or "/")  # flaw: open-redirect


@app.get("/coded")
def coded():
    return redirect(request.args["url"], code=301)  # flaw: open-redirect


@app.get("/module")
def module():
    return flask.redirect(request.args["url"])  # flaw: open-redirect


@app.get("/werkzeug")
def with_werkzeug():
    return werkzeug_redirect(request.args["url"])  # flaw: open-redirect


@app.get("/go/<path:target>")
def go(target):  # source(b): http-path
    return redirect(target)  # flaw(b): open-redirect


@app.get("/scheme")
def scheme():
    return redirect("https://" + request.args["host"])  # flaw: open-redirect


@app.get("/slash")
def slash():
    # "/" and "/evil.example" are "//evil.example".
    return redirect("/" + request.args["page"])  # flaw: open-redirect


@app.get("/app-redirect")
def of_the_app():
    return flask.current_app.redirect(request.args["url"])  # flaw: open-redirect


@app.get("/header")
def header():
    response = make_response("", 302)
    response.headers["Location"] = request.args["url"]  # flaw: open-redirect
    return response


@app.get("/location")
def location():
    response = Response("", status=302)
    response.location = request.args["url"]  # flaw: open-redirect
    return response
