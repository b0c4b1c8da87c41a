"""Requests that are written by hand."""

import re
import socket

from flask import Flask, abort, request

app = Flask(__name__)


@app.get("/stock")
def stock():
    agent = request.args["agent"]
    with socket.create_connection(("stock.internal", 8080)) as connection:
        connection.sendall(f"GET /stock HTTP/1.0\r\nHost: stock\r\nUser-Agent: {agent}\r\n\r\n".encode())  # flaw: header-injection
        return connection.recv(4096)


@app.get("/checked")
def checked():
    agent = request.args["agent"]
    if not re.fullmatch(r"[A-Za-z0-9./ -]{1,40}", agent):
        abort(400)
    with socket.create_connection(("stock.internal", 8080)) as connection:
        connection.sendall(f"GET /stock HTTP/1.0\r\nUser-Agent: {agent}\r\n\r\n".encode())  # clean: letters of one line
        return connection.recv(4096)


@app.get("/count")
def count():
    with socket.create_connection(("count.internal", 9000)) as connection:
        connection.sendall(request.args["number"].encode())  # clean: a protocol without headers
        return "counted"
