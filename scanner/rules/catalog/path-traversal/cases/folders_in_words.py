"""Patterns that let folders through, and no way out of them."""

import re
from pathlib import Path

from flask import Flask, request

app = Flask(__name__)
PAGES = Path("/srv/pages")
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*")
LOOSE = re.compile(r"[a-z0-9_/-]+")
DOTTED = re.compile(r"[a-z0-9][a-z0-9_./-]*")


def page(slug):
    if not SLUG.fullmatch(slug):
        raise KeyError(slug)
    return PAGES / (slug + ".md")


@app.get("/page")
def show():
    return {"text": page(request.args["slug"]).read_text()}  # clean: words and slashes between them


@app.get("/loose")
def show_loose():
    slug = request.args["slug"]
    if not LOOSE.fullmatch(slug):
        raise KeyError(slug)
    return {"text": (PAGES / slug).read_text()}  # flaw: path-traversal


@app.get("/dotted")
def show_dotted():
    slug = request.args["slug"]
    if not DOTTED.fullmatch(slug):
        raise KeyError(slug)
    return {"text": (PAGES / slug).read_text()}  # flaw: path-traversal
