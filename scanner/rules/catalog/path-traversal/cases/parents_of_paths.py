"""Paths whose parents are asked for the folder, also where they come from several places."""

from pathlib import Path

from flask import Flask, Response, abort, jsonify, request

app = Flask(__name__)
SHARE = Path("/srv/share").resolve()


def wanted():
    if request.args.get("at") is None:
        return SHARE
    return (SHARE / request.args["at"]).resolve()


@app.get("/list")
def listing():
    place = wanted()
    if SHARE != place and SHARE not in place.parents:
        return Response("Not here.", status=403)
    return jsonify([entry.name for entry in place.iterdir()])  # clean: the folder, or below it


@app.get("/list/below")
def below():
    place = wanted()
    if SHARE in place.parents:
        return jsonify([entry.name for entry in place.iterdir()])  # clean: below the folder
    return jsonify([])


@app.get("/list/either")
def either():
    place = wanted()
    if place == SHARE or SHARE in place.parents:
        return jsonify([entry.name for entry in place.iterdir()])  # clean: the folder, or below it
    return jsonify([entry.name for entry in place.iterdir()])  # flaw: path-traversal


@app.get("/list/relative")
def relative():
    place = wanted()
    if not place.is_relative_to(SHARE):
        abort(404)
    return jsonify([entry.name for entry in place.iterdir()])  # clean: the folder, or below it


@app.get("/list/plain")
def plain():
    place = wanted()
    return jsonify([entry.name for entry in place.iterdir()])  # flaw: path-traversal


@app.get("/list/not-resolved")
def not_resolved():
    place = SHARE / request.args["at"] if "at" in request.args else SHARE
    if SHARE != place and SHARE not in place.parents:
        abort(404)
    return jsonify([entry.name for entry in place.iterdir()])  # flaw: path-traversal


@app.get("/list/another")
def another():
    first = (SHARE / request.args["first"]).resolve()
    second = (SHARE / request.args["second"]).resolve()
    either_one = first if request.args.get("which") else second
    if SHARE not in either_one.parents:
        abort(404)
    return jsonify([entry.name for entry in second.iterdir()])  # flaw: path-traversal
