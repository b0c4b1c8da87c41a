"""pandas reads addresses too, where it is given one."""

import os

import pandas as pd
from flask import Flask, current_app, request

app = Flask(__name__)


@app.route("/rows/<path:name>")
def rows(name):
    path = os.path.join(current_app.config["TABLES"], name, "rows.csv")
    return {"rows": len(pd.read_csv(path))}  # flaw: path-traversal


@app.route("/rows")
def rows_of():
    return {"rows": len(pd.read_csv(request.args["address"]))}  # flaw: server-side-request-forgery, path-traversal
