"""The language picks a file."""
import json
import os

from flask import Flask, g, request

app = Flask(__name__)
LANGS = ["en", "de"]


@app.before_request
def lang():
    g.lang = request.accept_languages.best_match(LANGS) or "en"
    g.raw = request.cookies.get("lang", "en")


def texts(lang):
    with open(os.path.join("texts", lang + ".json")) as f:  # flaw: path-traversal
        return json.load(f)


@app.get("/")
def index():
    return texts(g.raw)


@app.get("/best")
def best():
    with open(f"texts/{g.lang}.json") as f:  # clean: one of ours
        return json.load(f)
