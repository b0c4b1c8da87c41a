"""A cleaner clears one use and leaves the others."""

import os
import re
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


@app.get("/narrowed")
def narrowed():
    name = re.sub(r"[^a-z0-9_-]+", "", request.args["name"].lower())
    os.system(f"touch {name}")  # clean: nothing but letters, digits, `_` and `-` is left
    return f"<p>{name}</p>"  # clean: the same


NOT_PLAIN = re.compile("[^A-Za-z0-9]")


@app.get("/narrowed/compiled")
def narrowed_compiled():
    name = NOT_PLAIN.sub("_", request.args["name"])
    open("/srv/files/" + name).close()  # clean: nothing but letters and digits is left
    return ""


@app.get("/narrowed/badly")
def narrowed_badly():
    name = re.sub(r"[^a-z0-9./]+", "", request.args["name"])
    open("/srv/files/" + name).close()  # flaw: path-traversal
    return ""


@app.get("/narrowed/partly")
def narrowed_partly():
    name = re.sub(r"[^a-z]", "", request.args["name"], count=3)
    os.system(f"touch {name}")  # flaw: command-injection
    return ""


@app.get("/narrowed/the-wrong-way")
def narrowed_the_wrong_way():
    name = re.sub(r"[a-z0-9]+", "", request.args["name"])
    os.system(f"touch {name}")  # flaw: command-injection
    return ""
