"""Guards by the names of Flask-Security, from Stopple: the import has changed, what they do has not."""

import os

from flask import Flask, request
from flask_stopple.compat.flask_security import auth_required, roles_accepted, roles_required

app = Flask(__name__)


@app.get("/documents")
@auth_required("session")
def documents():
    return {"all": os.listdir("documents")}


@app.post("/documents/rename")
@roles_required("editor")
def rename():  # clean: guarded
    os.rename("documents/1", "documents/2")
    return "renamed"


@app.post("/documents/purge")
@roles_accepted("editor", "owner")
def purge():  # clean: guarded
    os.remove("documents/1")
    return "gone"


@app.post("/documents/delete")
def delete():  # flaw: missing-authentication
    os.remove(os.path.join("documents", str(int(request.form["number"]))))
    return "deleted"
