"""A text that is a number in another case, as arguments of views are that a decorator makes: checks of it hold for the text."""

from pathlib import Path

from flask import Flask, g, request

app = Flask(__name__)


def is_ours(filename, ledger):
    path = Path(filename).resolve()
    return any(path.is_relative_to(ledger.join_path(folder)) for folder in ledger.options.import_dirs)


def arguments(func):
    given = []
    for name, kind in func.parameters:
        value = request.args.get(name)
        if kind == "int":
            try:
                value = int(value)
            except ValueError:
                raise KeyError(name)
        given.append(value)
    return given


def endpoint(func):
    @app.route("/" + func.__name__, methods=["PUT", "DELETE"])
    def wrapper():
        return {"gone": func(*arguments(func))}

    return wrapper


@endpoint
def delete_document(filename):
    if not is_ours(filename, g.ledger):
        raise KeyError(filename)
    path = Path(filename)
    path.unlink()  # clean: the predicate says that it lies in one of the folders
    return filename


@endpoint
def delete_unlooked(filename):
    if is_ours(filename, g.ledger):
        raise KeyError(filename)
    path = Path(filename)
    path.unlink()  # flaw: path-traversal
    return filename
