"""One segment of an address: it can be `..` and nothing longer, unless other text belongs to it."""

import os
import shutil

from flask import Flask, request, send_file

app = Flask(__name__)
FOLDER = "/srv/pages"


@app.get("/pages/<name>")
def page(name):
    return send_file(os.path.join(FOLDER, name + ".html"))  # clean: no `..` ends so


@app.get("/sheets/<name>")
def sheet(name):
    return send_file(f"{FOLDER}/{name}.csv")  # clean: the same


@app.get("/parts/<name>")
def part(name):
    return send_file(f"{FOLDER}/{name}/index.html")  # flaw: path-traversal


@app.get("/dots/<name>")
def dots(name):
    return send_file(os.path.join(FOLDER, name + "./secret"))  # flaw: path-traversal


@app.delete("/folders/<name>")
def folder(name):
    shutil.rmtree(os.path.join(FOLDER, name))  # flaw: path-traversal
    return "", 204


@app.get("/asked")
def asked():
    return send_file(os.path.join(FOLDER, request.args["name"] + ".html"))  # flaw: path-traversal
