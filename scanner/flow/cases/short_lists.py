"""A loop over a few things that the program lists does each in its turn."""

import os
import sqlite3

from flask import Flask, request
from flask.views import MethodView

app = Flask(__name__)


class Listing(MethodView):
    views = {}

    def __init_subclass__(cls, rule=None, **more):
        super().__init_subclass__(**more)
        if rule:
            Listing.views[rule] = cls


class Days(Listing, rule="/days/<int:number>"):
    def get(self, number):
        return str(sqlite3.connect("a.db").execute(f"select * from day where id = {number}").fetchall())  # clean: a number


class Names(Listing, rule="/names/<name>"):
    def get(self, name):
        return str(sqlite3.connect("a.db").execute(f"select * from day where name = '{name}'").fetchall())  # flaw: sql-injection


for address, view in Listing.views.items():
    app.add_url_rule(address, view_func=view.as_view(view.__name__.lower()))


@app.post("/settings")
def settings():
    kept = {}
    for key in ("size", "title"):
        kept[key] = int(request.form[key]) if key == "size" else request.form[key]
    os.system(f"resize {kept['size']}")  # clean: a number
    os.system(f"rename {kept['title']}")  # flaw: command-injection
    made = []
    for word in ("first", "second"):
        made.append({"word": word, "given": request.form.get(word, "")})
        if word == "second":
            break
    os.system(made[0]["word"])  # clean: ours
    os.system(made[0]["given"])  # flaw: command-injection
    return ""
