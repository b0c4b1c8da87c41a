"""A link of an attacker cannot set headers and cookies in a victim's browser: for pedantic readers."""

from flask import Flask, request

app = Flask(__name__)


@app.get("/agent")
def agent():
    return "<p>" + request.headers["User-Agent"] + "</p>"  # clean: pedantic


@app.get("/cookie")
def cookie():
    return "<p>" + request.cookies["name"] + "</p>"  # clean: pedantic
