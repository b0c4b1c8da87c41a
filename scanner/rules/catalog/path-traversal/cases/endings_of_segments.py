"""One segment of an address that ends in a way in which `..` does not."""

import os
import shutil

from flask import Flask, abort, jsonify

app = Flask(__name__)
STORE = "/srv/git"


@app.get("/<repo>/info")
def info(repo):
    repo = repo if repo.endswith(".git") else repo + ".git"
    return jsonify(os.listdir(os.path.join(STORE, repo)))  # clean: never `..`


@app.get("/<repo>/heads")
def heads(repo):
    if not repo.lower().endswith((".git", ".bundle")):
        abort(404)
    return jsonify(os.listdir(os.path.join(STORE, repo)))  # clean: never `..`


@app.delete("/<repo>")
def gone(repo):
    if not repo.endswith(".git"):
        abort(404)
    shutil.rmtree(os.path.join(STORE, repo[: -len(".git")]))  # flaw: path-traversal
    return "", 204


@app.delete("/<repo>/again")
def gone_again(repo):
    if not repo.endswith(".git"):
        abort(404)
    shutil.rmtree(os.path.join(STORE, repo.removesuffix(".git")))  # flaw: path-traversal
    return "", 204


@app.get("/<repo>/dotted")
def dotted(repo):
    if not repo.endswith((".git", ".")):
        abort(404)
    return jsonify(os.listdir(os.path.join(STORE, repo)))  # flaw: path-traversal


@app.get("/<group>/<repo>/both")
def both(group, repo):
    path = f"{group}/{repo}"
    if not path.endswith(".git"):
        abort(404)
    return jsonify(os.listdir(os.path.join(STORE, path)))  # flaw: path-traversal


@app.get("/all/<path:repo>")
def whole_path(repo):
    if not repo.endswith(".git"):
        abort(404)
    return jsonify(os.listdir(os.path.join(STORE, repo)))  # flaw: path-traversal
