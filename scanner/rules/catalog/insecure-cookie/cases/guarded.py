"""The guard hardens every cookie that leaves, but for those that it is told to leave alone."""

from flask import Flask, make_response
from flask_stopple import Stopple

app = Flask(__name__)
app.config["SESSION_COOKIE_SECURE"] = False  # clean: it leaves with its flags
Stopple(app, cookies={"member": {"httponly": False}})


@app.get("/")
def index():
    answer = make_response("hello")
    answer.set_cookie("token", "x")  # clean: it leaves with its flags
    answer.set_cookie("token2", "x", secure=False, httponly=False)  # clean: it leaves with its flags
    answer.set_cookie("member", "x")  # flaw: insecure-cookie
    return answer
