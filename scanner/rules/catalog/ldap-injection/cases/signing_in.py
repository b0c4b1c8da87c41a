"""Signing in to a directory: the name as a whole, or put together."""

import ldap
from flask import Flask, request

app = Flask(__name__)


@app.post("/login")
def login():
    name = request.form["name"]
    if "@" not in name:
        name = "{}@example.org".format(name)
    directory = ldap.initialize("ldaps://directory.example.org")
    directory.simple_bind_s(name, request.form["password"])  # clean: all of it is the visitor's own name
    return "welcome"


@app.post("/staff")
def staff():
    directory = ldap.initialize("ldaps://directory.example.org")
    name = "uid=" + request.form["name"] + ",ou=staff,dc=example,dc=org"
    directory.simple_bind_s(name, request.form["password"])  # flaw: ldap-injection
    return "welcome"
