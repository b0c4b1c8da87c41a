"""One view was left open."""

import os

from flask import Flask, abort, request, session
from flask_login import current_user, login_required, login_user

app = Flask(__name__)


@app.get("/documents")
@login_required
def documents():
    return {"all": os.listdir("documents")}


@app.get("/documents/count")
@login_required
def count():
    return {"count": len(os.listdir("documents"))}


@app.post("/documents/rename")
@login_required
def rename():  # clean: guarded
    os.rename("documents/1", "documents/2")
    return "renamed"


@app.post("/documents/purge")
@login_required
def purge():  # clean: guarded
    os.remove("documents/1")
    return "gone"


@app.post("/documents/delete")
def delete():  # flaw: missing-authentication
    os.remove(os.path.join("documents", str(int(request.form["number"]))))
    return "deleted"


@app.post("/documents/archive")
def archive():  # clean: looks at the session itself
    if "user" not in session:
        abort(403)
    os.rename("documents/1", "archive/1")
    return "archived"


@app.post("/documents/move")
def move():  # clean: looks at the user itself
    if not current_user.is_authenticated:
        abort(403)
    os.rename("documents/1", "other/1")
    return "moved"


@app.post("/webhook")
def webhook():  # clean: called by a machine
    os.remove("documents/flag")
    return "thanks"
