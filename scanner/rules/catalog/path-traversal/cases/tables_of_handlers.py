"""Views from a table whose addresses a generated library knows, and methods that the visitor names."""

import os
from functools import wraps

from artifacts_pb2 import Service
from flask import Flask, request, send_file

app = Flask(__name__)


def reporting(view):
    @wraps(view)
    def inner(*args, **kwargs):
        try:
            return view(*args, **kwargs)
        except KeyError:
            return "no such artifact", 404

    return inner


@reporting
def download(artifact_path):
    return send_file(os.path.join("/srv/artifacts", artifact_path))  # flaw: path-traversal


@reporting
def health():
    return "ok"


HANDLERS = {"Download": download, "Health": health}

for method in Service.DESCRIPTOR.methods:
    handler = HANDLERS.get(method.name)
    app.add_url_rule(method.path, handler.__name__, handler, methods=[method.verb])


class Manager:
    def remove(self, path):
        os.remove("/srv/files/" + path)  # flaw: path-traversal

    def _forget(self, path):
        os.remove("/srv/files/" + path)  # clean: not one of those that are meant


@app.post("/manage")
def manage():
    action = getattr(Manager(), request.form["action"])
    action(path=request.form["path"])
    return "done"
