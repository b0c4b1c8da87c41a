"""Addresses of repositories."""

import git
from flask import Flask, request

app = Flask(__name__)


@app.post("/a")
def a():
    git.Repo.clone_from(request.form["address"], "/srv/new")  # flaw: server-side-request-forgery
    return "", 201


@app.post("/b")
def b():
    repo = git.Repo("/srv/shop")
    repo.create_remote("other", url=request.form["address"]).fetch()  # flaw: server-side-request-forgery
    return "", 201


@app.post("/c")
def c():
    git.Repo.clone_from("https://git.shop.example/base.git", "/srv/new", branch="main")  # clean: ours
    return "", 201
