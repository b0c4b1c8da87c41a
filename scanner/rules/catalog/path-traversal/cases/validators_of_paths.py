"""Validators that look at one form of a path and leave another one to be used."""

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

from flask import Flask, abort, request, send_file

app = Flask(__name__)
SKINS = "/srv/skins"
WIKI = "/srv/wiki"
NOTES = Path("/srv/notes")


class Outside(Exception):
    pass


def inside(path, folder, chosen=None):
    tidy = os.path.normpath(path)
    if not os.path.isabs(tidy):
        tidy = os.path.normpath(os.path.join(folder, tidy))
    try:
        real = os.path.realpath(tidy)
        root = os.path.realpath(chosen if chosen else folder)
        if not (real == root or real.startswith(root + os.sep)):
            raise Outside(path)
    except (OSError, ValueError) as error:
        raise Outside(str(error))
    return tidy


@app.get("/skins/<path:path>")
def skin(path):
    try:
        found = inside(os.path.join(SKINS, path), SKINS)
    except Outside:
        abort(404)
    return send_file(found)  # clean: its real path is in the folder


def somewhere(path, folder):
    tidy = os.path.normpath(path)
    real = os.path.realpath(tidy)
    root = os.path.realpath(folder)
    if not (real == root or real.endswith(".png")):
        raise Outside(path)
    return tidy


@app.get("/skins/images/<path:path>")
def image(path):
    return send_file(somewhere(os.path.join(SKINS, path), SKINS))  # flaw: path-traversal


class Attached:
    def __init__(self, page, name):
        self.name = name
        self.full = os.path.join(WIKI, page, name)
        real = os.path.realpath(self.full)
        if os.path.commonpath([WIKI, real]) != WIKI:
            raise ValueError("outside")

    def sent(self):
        return send_file(self.full)  # clean: looked at when the object was made


class Unlooked:
    def __init__(self, page, name):
        self.full = os.path.join(WIKI, page, name)
        self.shown = os.path.join(WIKI, "shown", request.args.get("as", ""))
        real = os.path.realpath(self.full)
        if os.path.commonpath([WIKI, real]) != WIKI:
            raise ValueError("outside")

    def sent(self):
        return send_file(self.shown)  # flaw: path-traversal

    def replaced(self):
        self.full = os.path.join(WIKI, request.args["other"])
        return send_file(self.full)  # flaw: path-traversal


@app.get("/wiki/<path:page>/<path:name>")
def attached(page, name):
    return Attached(page, name).sent()


@app.get("/wiki/shown/<path:page>/<path:name>")
def shown(page, name):
    return Unlooked(page, name).sent()


@app.get("/wiki/other/<path:page>/<path:name>")
def other(page, name):
    return Unlooked(page, name).replaced()


class Note:
    def __init__(self, name):
        self.name = name

    @property
    def path(self):
        return NOTES / self.name

    @property
    def checked(self):
        if ".." in PurePosixPath(self.name).parts or PurePosixPath(self.name).is_absolute():
            abort(404)
        return self.path

    @property
    def half(self):
        if ".." in PurePosixPath(self.name).parts:
            abort(404)
        return self.path

    @property
    def of_windows(self):
        if ".." in PureWindowsPath(self.name).parts or PureWindowsPath(self.name).is_absolute():
            abort(404)
        return self.path

    def text(self):
        with self.checked.open() as file:  # clean: relative, and nothing in it leads up
            return file.read()

    def text_of_half(self):
        with self.half.open() as file:  # flaw: path-traversal
            return file.read()

    def text_of_windows(self):
        with self.of_windows.open() as file:  # flaw: path-traversal
            return file.read()

    def unchecked(self):
        with self.path.open() as file:  # flaw: path-traversal
            return file.read()


@app.get("/notes")
def note():
    return {"text": Note(request.args["name"]).text()}


@app.get("/notes/half")
def half_note():
    return {"text": Note(request.args["name"]).text_of_half()}


@app.get("/notes/windows")
def windows_note():
    return {"text": Note(request.args["name"]).text_of_windows()}


@app.get("/notes/unchecked")
def unchecked_note():
    return {"text": Note(request.args["name"]).unchecked()}
