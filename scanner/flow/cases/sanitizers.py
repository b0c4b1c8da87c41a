"""A cleaner clears one use and leaves the others."""

import os
import shlex
import sqlite3

from flask import Flask, request
from markupsafe import escape
from werkzeug.utils import secure_filename

app = Flask(__name__)


@app.get("/html")
def html():
    name = escape(request.args["name"])
    os.system(f"touch {name}")  # flaw: command-injection
    return f"<p>{name}</p>"  # clean: escaped for HTML


@app.get("/shell")
def shell():
    name = shlex.quote(request.args["name"])
    os.system(f"touch {name}")  # clean: quoted for the shell
    return f"<p>{name}</p>"  # flaw: cross-site-scripting


@app.get("/file")
def file():
    name = secure_filename(request.args["name"])
    open("/srv/files/" + name).close()  # clean: a plain file name
    return ""


@app.get("/number")
def number():
    name = int(request.args["name"])
    os.system(f"kill {name}")  # clean: a number
    sqlite3.connect("a.db").execute(f"SELECT {name}")  # clean: a number
    return f"<p>{name}</p>"  # clean: a number


@app.get("/kept")
def kept():
    name = request.args["name"]
    escape(name)
    return f"<p>{name}</p>"  # flaw: cross-site-scripting


@app.get("/one-branch")
def one_branch():
    name = request.args["name"]
    if request.args.get("clean"):
        name = escape(name)
    return f"<p>{name}</p>"  # flaw: cross-site-scripting
