"""Addresses to listen on."""

import socket

from flask import Flask
from waitress import serve

app = Flask(__name__)
HOST = "0.0.0.0"


def main():
    app.run(host="0.0.0.0")  # flaw: bind-all-interfaces
    app.run(HOST, 5000)  # flaw: bind-all-interfaces
    app.run(host="127.0.0.1")  # clean: this machine alone
    app.run()  # clean: this machine alone by default
    serve(app, host="0.0.0.0", port=80)  # flaw: bind-all-interfaces
    server = socket.socket()
    server.bind(("0.0.0.0", 9000))  # flaw: bind-all-interfaces
    server.bind(("127.0.0.1", 9000))  # clean: this machine alone


ANY = "0.0.0.0"  # clean: only a text
