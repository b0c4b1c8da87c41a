"""Messages of websockets reach the methods of a namespace, and the views of flask-sock."""

import json
import sqlite3

from flask import Flask
from flask_sock import Sock
from flask_socketio import Namespace, SocketIO

app = Flask(__name__)
socketio = SocketIO(app)
sock = Sock(app)


class Board(Namespace):
    def on_connect(self, auth=None):
        return True

    def on_find(self, message):
        word = message.get("word", "")
        sqlite3.connect("a.db").execute("select * from a where word = '" + word + "'")  # flaw: sql-injection

    def on_count(self, message):
        sqlite3.connect("a.db").execute("select * from a limit %d" % int(message["limit"]))  # clean: a number

    def finish(self, word):
        sqlite3.connect("a.db").execute("select * from a where word = '" + word + "'")  # clean: no handler


@sock.route("/find")
def find(ws):
    while True:
        word = json.loads(ws.receive())["word"]
        sqlite3.connect("a.db").execute("select * from a where word = '" + word + "'")  # flaw: sql-injection


@sock.route("/rooms/<int:number>")
def room(ws, number):
    sqlite3.connect("a.db").execute(f"select * from a where room = {number}")  # clean: a number


socketio.on_namespace(Board("/board"))
