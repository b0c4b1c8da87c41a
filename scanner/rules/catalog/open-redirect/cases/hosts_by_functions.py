"""A function of the program's own gives the host; a form keeps its fields, whatever they are given before anybody sends some."""

from urllib.parse import urlparse

from flask import Flask, redirect, request, url_for
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField

app = Flask(__name__)


def host_of(address):
    return (urlparse(address).hostname or "").lower()


def host_or_ours(address):
    return urlparse(address).hostname or "club.example"


def path_of(address):
    return urlparse(address).path.lower()


def is_ours(address):
    return host_of(address) == "club.example" or host_of(address).endswith(".club.example")


@app.get("/a")
def a():
    target = request.args["to"]
    if "\\" in target or not is_ours(target):
        target = "/"
    return redirect(target)  # clean: a host of ours


@app.get("/b")
def b():
    target = request.args["to"]
    if host_or_ours(target) == "club.example":
        return redirect(target)  # flaw: open-redirect
    return redirect("/")


@app.get("/c")
def c():
    target = request.args["to"]
    if path_of(target) == "/welcome":
        return redirect(target)  # flaw: open-redirect
    return redirect("/")


class LoginForm(FlaskForm):
    password = PasswordField()
    next = HiddenField()


@app.route("/login", methods=["GET", "POST"])
def login():
    form = LoginForm(next=request.args.get("next"))
    if form.validate_on_submit():
        return redirect(form.next.data or url_for("login"))  # flaw: open-redirect
    return {}
