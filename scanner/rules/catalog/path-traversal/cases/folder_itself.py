"""The folder itself or what lies in it, where the folder is a setting; and tests that are compared with a truth value."""

import os

from flask import Flask, abort, request, send_file

app = Flask(__name__)
STORE = os.environ["STORE"]


def resolve_inside(folder, name):
    whole = os.path.realpath(folder)
    full = os.path.realpath(os.path.join(whole, name))
    if full != whole and not full.startswith(whole + os.sep):
        raise ValueError(f"{name} lies outside")
    return full


def resolve_somewhere(folder, name):
    whole = os.path.realpath(folder)
    full = os.path.realpath(os.path.join(whole, name))
    # Both have to hold, so what lies outside comes through.
    if full == whole and not full.startswith(whole + os.sep):
        raise ValueError(f"{name} lies outside")
    return full


@app.get("/inside")
def inside():
    return send_file(resolve_inside(STORE, request.args["name"]))  # clean: in the folder


@app.get("/somewhere")
def somewhere():
    return send_file(resolve_somewhere(STORE, request.args["name"]))  # flaw: path-traversal


@app.get("/either")
def either():
    whole = os.path.realpath(STORE)
    full = os.path.realpath(os.path.join(whole, request.args["name"]))
    if full == whole or full.startswith(whole + os.sep):
        return send_file(full)  # clean: in the folder
    abort(404)


@app.get("/unresolved")
def unresolved():
    full = os.path.join(STORE, request.args["name"])
    if full == STORE or full.startswith(STORE + os.sep):
        return send_file(full)  # flaw: path-traversal
    abort(404)


def is_public(name):
    return name in app.config["PUBLIC"]


def may_read(name, shelf):
    if is_public(name):
        return True
    if name in shelf["names"]:
        return True
    return False


@app.get("/compared")
def compared():
    name = request.args["name"]
    shelf = app.config["SHELVES"][0]
    if may_read(name, shelf) is False:
        return abort(403)
    return send_file(name)  # clean: one of the lists


@app.get("/compared-with-true")
def compared_with_true():
    name = request.args["name"]
    if is_public(name) == True:  # noqa: E712
        return send_file(name)  # clean: one of the list
    if is_public(name) is not True:
        return send_file(name)  # flaw: path-traversal
    return ""


@app.get("/way/<path:name>")
def way(name):
    if ".." in name:
        abort(400)
    return send_file(os.path.join(STORE, name))  # clean: the rest of an address begins with no slash


@app.get("/asked")
def asked():
    name = request.args["name"]
    if ".." in name:
        abort(400)
    return send_file(os.path.join(STORE, name))  # flaw: path-traversal
