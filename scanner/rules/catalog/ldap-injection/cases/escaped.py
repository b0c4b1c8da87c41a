"""Escaped for the place where it stands."""

import ldap
from flask import Flask, abort, request
from ldap.dn import escape_dn_chars
from ldap.filter import escape_filter_chars as escape_for_filter
from ldap.filter import filter_format
from ldap3 import Connection
from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import escape_rdn

app = Flask(__name__)
BASE = "ou=people,dc=example,dc=com"


@app.get("/ldap3")
def with_ldap3():
    connection = Connection("ldap.example.com", auto_bind=True)
    connection.search(BASE, "(uid=" + escape_filter_chars(request.args["uid"]) + ")")  # clean: escaped
    return {"found": len(connection.entries)}


@app.get("/rdn")
def rdn():
    connection = Connection("ldap.example.com", auto_bind=True)
    connection.search("ou=" + escape_rdn(request.args["unit"]) + ",dc=example,dc=com", "(objectClass=*)")  # clean: escaped
    return {"found": len(connection.entries)}


@app.get("/python-ldap")
def python_ldap():
    connection = ldap.initialize("ldap://ldap.example.com")
    wanted = filter_format("(uid=%s)", [request.args["uid"]])
    found = connection.search_s(BASE, ldap.SCOPE_SUBTREE, wanted)  # clean: filter_format escapes
    found = connection.search_s(BASE, ldap.SCOPE_SUBTREE, f"(uid={escape_for_filter(request.args['uid'])})")  # clean: escaped
    return {"found": len(found)}


@app.post("/bind")
def bind():
    connection = ldap.initialize("ldap://ldap.example.com")
    uid = escape_dn_chars(request.form["uid"])
    connection.simple_bind_s(f"uid={uid},{BASE}", request.form["password"])  # clean: escaped; the password is no name
    return "", 204


@app.get("/letters")
def letters():
    uid = request.args["uid"]
    if not uid.isalnum():
        abort(400)
    connection = Connection("ldap.example.com", auto_bind=True)
    connection.search(BASE, f"(uid={uid})")  # clean: letters and digits only
    return {"found": len(connection.entries)}
