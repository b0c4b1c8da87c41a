"""APIFlask with inputs."""

import sqlite3

from apiflask import APIFlask, Schema
from apiflask.fields import Integer, String

app = APIFlask(__name__)


class Note(Schema):
    text = String(required=True)
    n = Integer()


@app.post("/notes")
@app.input(Note, location="json")
def create(json_data):
    db = sqlite3.connect("n.db")
    db.execute("insert into notes values ('%s')" % json_data["text"])  # flaw: sql-injection
    db.execute("insert into notes values ('%s')" % json_data["n"])  # clean: a number
    return {}


@app.get("/notes/<name>")
def show(name):
    return {"r": sqlite3.connect("n.db").execute("select * from n where name = '" + name + "'").fetchall()}  # flaw: sql-injection
