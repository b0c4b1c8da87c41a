"""Helpers that say whether a path stays in its folder, in every normal form that Python has."""

import os
import os.path
from pathlib import Path

from flask import Flask, abort, request, send_file

app = Flask(__name__)
BASE = Path("/srv/files")
FOLDER = "/srv/files"


def is_inside(path: Path, base: Path) -> bool:
    try:
        path.resolve().relative_to(base.resolve())
    except ValueError:
        return False
    return True


def is_inside_return_in_try(path, base):
    try:
        path.resolve().relative_to(base.resolve())
        return True
    except ValueError:
        return False


def is_inside_else(path, base):
    try:
        Path(path).resolve().relative_to(base)
    except (ValueError, RuntimeError):
        return False
    else:
        return True


def refuse_outside(path):
    try:
        path.resolve().relative_to(BASE)
    except ValueError:
        abort(404)


def inside_or_none(name):
    path = (BASE / name).resolve()
    try:
        path.relative_to(BASE)
    except ValueError:
        return None
    return path


def relative_bool(path):
    return path.resolve().is_relative_to(BASE)


def real_bool(path):
    return os.path.realpath(path).startswith(os.path.realpath(FOLDER) + os.sep)


def real_named(path):
    real = os.path.realpath(path)
    base = os.path.realpath(FOLDER)
    return real.startswith(base + os.sep)


def norm_named(base, name):
    full = os.path.normpath(os.path.join(base, name))
    if not full.startswith(base + os.sep):
        raise ValueError("outside")
    return full


def real_or_equal(base, path):
    base = os.path.abspath(base)
    path = os.path.abspath(path)
    return path == base or path.startswith(base + os.sep)


def common_bool(path):
    return os.path.commonpath([os.path.realpath(path), FOLDER]) == FOLDER


def common_try(path):
    try:
        return os.path.commonpath([FOLDER, os.path.realpath(path)]) == FOLDER
    except ValueError:
        return False


@app.get("/told")
def view_told():
    path = BASE / request.args["name"]
    if not is_inside(path, BASE):
        abort(404)
    return send_file(path)  # clean: the helper said yes


@app.get("/told-at-once")
def view_told_at_once():
    path = BASE / request.args["name"]
    if not is_inside_return_in_try(path, BASE):
        abort(404)
    return send_file(path)  # clean: the helper said yes


@app.get("/told-by-else")
def view_told_by_else():
    path = os.path.join(FOLDER, request.args["name"])
    if is_inside_else(path, BASE):
        return send_file(path)  # clean: the helper said yes
    return send_file(path)  # flaw: path-traversal


@app.get("/refused")
def view_refused():
    path = BASE / request.args["name"]
    refuse_outside(path)
    return send_file(path)  # clean: the helper aborts


@app.get("/none-outside")
def view_none_outside():
    path = inside_or_none(request.args["name"])
    if path is None:
        abort(404)
    return send_file(path)  # clean: the helper said yes


@app.get("/relative")
def view_relative():
    path = BASE / request.args["name"]
    if not relative_bool(path):
        abort(404)
    return send_file(path)  # clean: the helper said yes


@app.get("/real")
def view_real():
    path = os.path.join(FOLDER, request.args["name"])
    if not real_bool(path):
        abort(404)
    return send_file(path)  # clean: the helper said yes


@app.get("/real-by-name")
def view_real_by_name():
    path = os.path.join(FOLDER, request.args["name"])
    if not real_named(path):
        abort(404)
    return send_file(path)  # clean: the helper said yes


@app.get("/raising")
def view_raising():
    try:
        path = norm_named(FOLDER, request.args["name"])
    except ValueError:
        abort(404)
    return send_file(path)  # clean: the helper raises


@app.get("/same-or-below")
def view_same_or_below():
    path = os.path.join(FOLDER, request.args["name"])
    if not real_or_equal(FOLDER, path):
        abort(404)
    return send_file(path)  # clean: the helper said yes of its normal form


@app.get("/common")
def view_common():
    path = os.path.join(FOLDER, request.args["name"])
    if not common_bool(path):
        abort(404)
    return send_file(path)  # clean: the helper said yes


@app.get("/common-or-error")
def view_common_or_error():
    path = os.path.join(FOLDER, request.args["name"])
    if not common_try(path):
        abort(404)
    return send_file(path)  # clean: the helper said yes


@app.get("/joined-twice")
def view_joined_twice():
    name = request.args["name"]
    if not is_inside(BASE / name, BASE):
        abort(404)
    return send_file(BASE / name)  # clean: the same path once more


@app.get("/checked-then-joined")
def view_checked_then_joined():
    name = request.args["name"]
    full = os.path.realpath(os.path.join(FOLDER, name))
    if not full.startswith(FOLDER + "/"):
        abort(404)
    with open(os.path.join(FOLDER, name)) as file:  # clean: the same path once more
        return {"text": file.read()}


@app.get("/real-then-object")
def view_real_then_object():
    path = Path(os.path.realpath(os.path.join(FOLDER, request.args["name"])))
    if not path.is_relative_to(FOLDER):
        abort(404)
    return send_file(str(path))  # clean: a normal form, then compared


@app.get("/not-normal")
def view_not_normal():
    path = Path(FOLDER, request.args["name"])
    if not path.is_relative_to(FOLDER):
        abort(404)
    return send_file(path)  # flaw: path-traversal


@app.get("/parents-or-same")
def view_parents_or_same():
    target = (BASE / request.args["name"]).resolve()
    if BASE.resolve() not in target.parents and target != BASE.resolve():
        abort(404)
    return send_file(target)  # clean: the folder or below it


@app.get("/texts-of-paths")
def view_texts_of_paths():
    target = (BASE / request.args["name"]).resolve()
    if not str(target).startswith(str(BASE.resolve()) + os.sep):
        abort(404)
    return send_file(target)  # clean: the text of a normal form


class Store:
    def __init__(self, root):
        self.root = Path(root).resolve()

    def path_of(self, name):
        path = (self.root / name).resolve()
        if self.root not in path.parents:
            raise PermissionError(name)
        return path

    def _is_safe(self, path):
        try:
            Path(path).resolve().relative_to(self.root)
            return True
        except ValueError:
            return False

    def read(self, name):
        path = self.root / name
        if not self._is_safe(path):
            return ""
        return path.read_text()  # clean: the method said yes

    def write(self, name, text):
        if not self._is_safe(self.root / name):
            raise PermissionError
        (self.root / name).write_text(text)  # clean: the same path once more


store = Store(FOLDER)


@app.get("/stored")
def view_stored():
    return {"t": store.path_of(request.args["name"]).read_text()}  # clean: the method raises


@app.get("/read")
def view_read():
    return {"t": store.read(request.args["name"])}


@app.post("/written")
def view_written():
    store.write(request.args["name"], "x")
    return {}
