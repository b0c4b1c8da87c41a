"""Escaped for another place, or by hand."""

import html

from flask import Flask, request
from ldap3 import Connection
from ldap3.utils.dn import escape_rdn

app = Flask(__name__)
BASE = "ou=people,dc=example,dc=com"


@app.get("/for-names")
def for_names():
    connection = Connection("ldap.example.com", auto_bind=True)
    # Names and filters have different signs: `*` and `(` mean nothing in a name.
    connection.search(BASE, "(uid=" + escape_rdn(request.args["uid"]) + ")")  # flaw: ldap-injection
    return {"found": len(connection.entries)}


@app.get("/star")
def star():
    connection = Connection("ldap.example.com", auto_bind=True)
    connection.search(BASE, "(uid=" + request.args["uid"].replace("*", "") + ")")  # flaw: ldap-injection
    return {"found": len(connection.entries)}


@app.get("/html")
def as_html():
    connection = Connection("ldap.example.com", auto_bind=True)
    connection.search(BASE, "(uid=" + html.escape(request.args["uid"]) + ")")  # flaw: ldap-injection
    return {"found": len(connection.entries)}
