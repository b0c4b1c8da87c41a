"""A reader that takes addresses as well as paths is given a path below a folder."""
import os

import pandas as pd
from flask import Flask, abort, current_app, request
from werkzeug.utils import safe_join

app = Flask(__name__)


@app.get("/tables/<name>")
def table(name):
    path = safe_join(current_app.config["TABLES"], name)
    if path is None or not os.path.isfile(path):
        abort(404)
    return {"rows": len(pd.read_csv(path))}  # clean: below the folder, and no address


@app.get("/tables")
def any_table():
    return {"rows": len(pd.read_csv(request.args["from"]))}  # flaw: path-traversal, server-side-request-forgery
