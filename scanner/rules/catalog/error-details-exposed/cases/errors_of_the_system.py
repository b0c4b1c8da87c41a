"""Errors of the system tell paths, commands and addresses; those of the program tell what it wrote."""

import subprocess

import requests
from flask import Flask, jsonify

app = Flask(__name__)


class NotReady(Exception):
    """What visitors are told."""


def prepare():
    """Something that can go wrong."""
    raise NotReady("try again later")


@app.post("/copy")
def copy():
    try:
        open("/srv/share/list.txt").close()
    except OSError as error:
        return jsonify(error=repr(error)), 502  # flaw: error-details-exposed
    return "", 204


@app.post("/convert")
def convert():
    try:
        subprocess.run(["convert", "a.png", "a.jpg"], check=True)
    except subprocess.CalledProcessError as error:
        return jsonify(error=f"failed: {error}"), 502  # flaw: error-details-exposed
    return "", 204


@app.post("/fetch")
def fetch():
    try:
        requests.get("https://prices.example.com/today", timeout=5)
    except requests.RequestException as error:
        return jsonify(error=str(error)), 502  # flaw: error-details-exposed
    return "", 204


@app.post("/prepare")
def ready():
    try:
        prepare()
    except NotReady as error:
        return jsonify(error=str(error)), 409  # clean: the program's own words
    return "", 204
