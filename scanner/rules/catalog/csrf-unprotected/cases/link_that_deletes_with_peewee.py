"""Models of Peewee's extension for Flask, and a link that deletes one of them."""
import os
from functools import wraps

from flask import Flask, g, redirect, session
from flask_wtf.csrf import CSRFProtect
from peewee import CharField
from playhouse.flask_utils import FlaskDB

app = Flask(__name__)
app.secret_key = os.environ["APP_KEY"]
CSRFProtect(app)
database = FlaskDB(app)


class Writer(database.Model):
    name = CharField()


class Draft(database.Model):
    title = CharField()


@app.before_request
def load_writer():
    g.writer = Writer.get_or_none(Writer.id == session["writer"]) if "writer" in session else None


def writer_required(view):
    @wraps(view)
    def inner(*args, **kwargs):
        if g.writer is None:
            return redirect("/")
        return view(*args, **kwargs)

    return inner


@app.get("/drafts/<int:number>/delete")
@writer_required
def delete(number):  # flaw: csrf-unprotected
    Draft.get_by_id(number).delete_instance()
    return redirect("/")


@app.post("/drafts/<int:number>/remove")
@writer_required
def remove(number):  # clean: the extension asks for a token
    Draft.get_by_id(number).delete_instance()
    return redirect("/")
