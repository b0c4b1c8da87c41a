"""Addresses to listen on."""

import socket
from wsgiref.simple_server import make_server

from flask import Flask
from waitress import serve
from werkzeug.serving import run_simple

app = Flask(__name__)
HOST = "0.0.0.0"


def main():
    app.run(host="0.0.0.0")  # flaw: bind-all-interfaces
    app.run(HOST, 5000)  # flaw: bind-all-interfaces
    app.run(host="127.0.0.1")  # clean: this machine alone
    app.run()  # clean: this machine alone by default
    serve(app, host="0.0.0.0", port=80)  # flaw: bind-all-interfaces
    make_server("", 8000, app)  # flaw: bind-all-interfaces
    make_server("localhost", 8000, app)  # clean: this machine alone
    run_simple("::", 8001, app)  # flaw: bind-all-interfaces
    run_simple("::1", 8001, app)  # clean: this machine alone
    server = socket.socket()
    server.bind(("0.0.0.0", 9000))  # flaw: bind-all-interfaces
    server.bind(("127.0.0.1", 9000))  # clean: this machine alone


ANY = "0.0.0.0"  # clean: only a text
