"""Filters and names of a directory are put together from what a visitor sends."""

import ldap
import ldap3
from flask import Flask, request
from ldap3 import ALL, SUBTREE, Connection, Server

app = Flask(__name__)
BASE = "ou=people,dc=example,dc=com"


@app.get("/ldap3")
def with_ldap3():
    uid = request.args["uid"]  # source(a): http-query
    connection = Connection(Server("ldap.example.com", get_info=ALL), auto_bind=True)
    connection.search(BASE, "(uid=" + uid + ")", SUBTREE)  # flaw(a): ldap-injection
    return {"found": len(connection.entries)}


@app.get("/keyword")
def keyword():
    connection = ldap3.Connection("ldap.example.com", auto_bind=True)
    connection.search(
        search_base=BASE,
        search_filter=f"(&(objectClass=person)(mail={request.args['mail']}))",  # flaw: ldap-injection
        attributes=["cn"],
    )
    return {"found": len(connection.entries)}


@app.get("/base")
def base():
    connection = Connection("ldap.example.com", auto_bind=True)
    connection.search("ou=" + request.args["unit"] + ",dc=example,dc=com", "(objectClass=person)")  # flaw: ldap-injection
    return {"found": len(connection.entries)}


@app.get("/python-ldap")
def python_ldap():
    connection = ldap.initialize("ldap://ldap.example.com")
    found = connection.search_s(BASE, ldap.SCOPE_SUBTREE, "(uid=%s)" % request.args["uid"])  # flaw: ldap-injection
    return {"found": len(found)}


@app.post("/bind")
def bind():
    connection = ldap.initialize("ldap://ldap.example.com")
    connection.simple_bind_s("uid=" + request.form["uid"] + "," + BASE, request.form["password"])  # flaw: ldap-injection
    return "", 204
