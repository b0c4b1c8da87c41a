"""Connections that are no HTTP."""

import ftplib
import http.client
import smtplib
import socket

import aiohttp
from flask import Flask, request

app = Flask(__name__)


@app.get("/a")
def a():
    with socket.create_connection((request.args["host"], 80)) as s:  # flaw: server-side-request-forgery
        s.sendall(b"x")
    conn = http.client.HTTPSConnection(request.args["host"])  # flaw: server-side-request-forgery
    conn.request("GET", "/")
    own = http.client.HTTPSConnection("example.com")
    own.request("GET", "/" + request.args["path"])  # clean: our host
    smtplib.SMTP("mail.example.com")  # clean: our host
    return ""


@app.get("/b")
async def b():
    async with aiohttp.ClientSession() as session:
        async with session.get(request.args["u"]) as response:  # flaw: server-side-request-forgery
            text = await response.text()
        async with session.get("https://example.com/" + request.args["u"]) as response:  # clean: our host
            await response.text()
    return {"n": len(text)}
