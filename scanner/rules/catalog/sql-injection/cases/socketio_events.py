"""Events of a web socket."""

import sqlite3

from flask import Flask
from flask_socketio import SocketIO, emit

app = Flask(__name__)
socketio = SocketIO(app)


@socketio.on("message")
def on_message(data):
    db = sqlite3.connect("x.db")
    db.execute("insert into m values ('%s')" % data["text"])  # flaw: sql-injection
    db.execute("insert into m values (?)", (data["text"],))  # clean: bound
    emit("ok", data)


def on_join(room):
    sqlite3.connect("x.db").execute("select '" + room + "'")  # flaw: sql-injection


socketio.on_event("join", on_join)
