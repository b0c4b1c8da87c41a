"""A client that is asked with a visitor's data gives what it gives: not what was asked for."""

from flask import Flask, request

app = Flask(__name__)


@app.get("/releases")
def releases(forge):
    branch = request.args.get("branch")
    found = forge.get("repositories/releases", params={"ref": branch})
    return found["address"]  # clean: what the client gives


@app.get("/words")
def words(table):
    return table.get("title", request.args["title"])  # flaw: cross-site-scripting
