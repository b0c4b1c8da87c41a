"""A check whose answer is kept in a flag, which is set by the branches of an `if` or of a `try`."""
import os
from pathlib import Path

from flask import Flask, abort, request

app = Flask(__name__)
ROOT = os.path.realpath("/srv/share")
BASE = Path("/srv/share").resolve()


def resolve(relative):
    full = os.path.realpath(os.path.join(ROOT, relative))
    try:
        inside = os.path.commonpath([ROOT, full]) == ROOT
    except ValueError:
        inside = False
    if not inside:
        abort(404)
    return full


@app.get("/flag")
def by_flag():
    with open(resolve(request.args["path"])) as file:  # clean: other drives are outside, and what is outside ends the request
        return {"text": file.read()}


def resolve_or_pass(relative):
    full = os.path.realpath(os.path.join(ROOT, relative))
    try:
        inside = os.path.commonpath([ROOT, full]) == ROOT
    except ValueError:
        inside = True
    if not inside:
        abort(404)
    return full


@app.get("/passes")
def by_flag_that_passes():
    with open(resolve_or_pass(request.args["path"])) as file:  # flaw: path-traversal
        return {"text": file.read()}


@app.get("/turned")
def turned_round():
    full = os.path.realpath(os.path.join(ROOT, request.args["path"]))
    try:
        inside = os.path.commonpath([ROOT, full]) == ROOT
    except ValueError:
        inside = False
    if inside:
        abort(404)
    with open(full) as file:  # flaw: path-traversal
        return {"text": file.read()}


def is_inside(path):
    try:
        path.relative_to(BASE)
        return True
    except ValueError:
        return False


@app.get("/helper")
def by_helper():
    path = (BASE / request.args["path"]).resolve()
    if not is_inside(path):
        abort(404)
    return {"text": path.read_text()}  # clean: `relative_to` raises for what is outside


def is_outside(path):
    try:
        path.relative_to(BASE)
        return False
    except ValueError:
        return True


@app.get("/helper-turned")
def by_helper_turned():
    path = (BASE / request.args["path"]).resolve()
    if not is_outside(path):
        abort(404)
    return {"text": path.read_text()}  # flaw: path-traversal


@app.get("/helper-outside")
def by_helper_of_outside():
    path = (BASE / request.args["path"]).resolve()
    if is_outside(path):
        abort(404)
    return {"text": path.read_text()}  # clean: what is outside ends the request


@app.get("/helper-kept")
def by_helper_kept():
    path = (BASE / request.args["path"]).resolve()
    fine = is_inside(path)
    if not fine:
        return {}, 404
    return {"text": path.read_text()}  # clean: the helper's answer is kept in a variable


@app.get("/set")
def set_in_try():
    path = (BASE / request.args["path"]).resolve()
    allowed = False
    try:
        path.relative_to(BASE)
        allowed = True
    except ValueError:
        pass
    if not allowed:
        abort(404)
    return {"text": path.read_text()}  # clean: the flag is set behind the check alone


@app.get("/set-before")
def set_before_check():
    path = (BASE / request.args["path"]).resolve()
    allowed = False
    try:
        allowed = True
        path.relative_to(BASE)
    except ValueError:
        pass
    if not allowed:
        abort(404)
    return {"text": path.read_text()}  # flaw: path-traversal


@app.get("/else")
def set_in_else():
    path = (BASE / request.args["path"]).resolve()
    try:
        path.relative_to(BASE)
    except ValueError:
        refused = True
    else:
        refused = False
    if refused:
        abort(404)
    return {"text": path.read_text()}  # clean: the flag says no only behind the check


@app.get("/branches")
def set_by_branches():
    full = os.path.realpath(os.path.join(ROOT, request.args["path"]))
    if full.startswith(ROOT + os.sep):
        inside = True
    else:
        inside = False
    if not inside:
        abort(404)
    with open(full) as file:  # clean: the branch of the check sets the flag
        return {"text": file.read()}


@app.get("/late")
def changed_after():
    full = os.path.realpath(os.path.join(ROOT, request.args["path"]))
    if full.startswith(ROOT + os.sep):
        inside = True
    else:
        inside = False
    full = os.path.join(full, request.args["more"])
    if not inside:
        abort(404)
    with open(full) as file:  # flaw: path-traversal
        return {"text": file.read()}


@app.get("/any")
def one_of_two_checks():
    full = os.path.realpath(os.path.join(ROOT, request.args["path"]))
    if request.args.get("kind") == "share":
        fine = full.startswith(ROOT + os.sep)
    else:
        fine = full.startswith("/srv/other/")
    if not fine:
        abort(404)
    with open(full) as file:  # clean: either branch has its check
        return {"text": file.read()}


@app.get("/one")
def one_branch_has_no_check():
    full = os.path.realpath(os.path.join(ROOT, request.args["path"]))
    if request.args.get("kind") == "share":
        fine = full.startswith(ROOT + os.sep)
    else:
        fine = request.args.get("kind") == "all"
    if not fine:
        abort(404)
    with open(full) as file:  # flaw: path-traversal
        return {"text": file.read()}


@app.get("/found")
def found_in_loop():
    full = os.path.realpath(os.path.join(ROOT, request.args["path"]))
    found = False
    for root in (ROOT, "/srv/other"):
        if full.startswith(root + os.sep):
            found = True
            break
    if not found:
        abort(404)
    with open(full) as file:  # clean: it was found below one of the folders
        return {"text": file.read()}


@app.get("/stale")
def flag_of_an_earlier_round():
    texts, fine = [], False
    for name in request.args.getlist("path"):
        full = os.path.realpath(os.path.join(ROOT, name))
        if full.startswith(ROOT + os.sep):
            fine = True
        if fine:
            with open(full) as file:  # flaw: path-traversal
                texts.append(file.read())
    return {"texts": texts}


@app.get("/fresh")
def flag_of_each_round():
    texts = []
    for name in request.args.getlist("path"):
        fine = False
        full = os.path.realpath(os.path.join(ROOT, name))
        if full.startswith(ROOT + os.sep):
            fine = True
        if fine:
            with open(full) as file:  # clean: each has a flag of its own
                texts.append(file.read())
    return {"texts": texts}


@app.get("/stale-helper")
def answer_of_an_earlier_round():
    texts, fine = [], False
    for name in request.args.getlist("path"):
        path = (BASE / name).resolve()
        if not fine:
            fine = is_inside(path)
        if fine:
            texts.append(path.read_text())  # flaw: path-traversal
    return {"texts": texts}


@app.get("/message")
def message_as_flag():
    full = os.path.realpath(os.path.join(ROOT, request.args["path"]))
    error = None
    if not full.startswith(ROOT + os.sep):
        error = "outside"
    if error is not None:
        return {"error": error}, 400
    with open(full) as file:  # clean: what is outside has a message
        return {"text": file.read()}


@app.get("/other-message")
def message_of_something_else():
    full = os.path.realpath(os.path.join(ROOT, request.args["path"]))
    error = None
    if not request.args.get("kind"):
        error = "no kind"
    if error is not None:
        return {"error": error}, 400
    with open(full) as file:  # flaw: path-traversal
        return {"text": file.read()}
