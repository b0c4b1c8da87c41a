"""A directory of people, ldap3 and python-ldap."""

import ldap
import ldap.filter
from flask import Flask, request
from ldap3 import SUBTREE, Connection, Server
from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import escape_rdn

app = Flask(__name__)
BASE = "dc=example,dc=com"


@app.get("/a")
def a():
    uid = request.args["uid"]
    with Connection(Server("ldap"), auto_bind=True) as conn:
        conn.search(BASE, f"(uid={uid})", SUBTREE)  # flaw: ldap-injection
        conn.search(BASE, f"(uid={escape_filter_chars(uid)})", attributes=["cn"])  # clean: escaped
        conn.search("ou=%s,%s" % (uid, BASE), "(objectClass=*)")  # flaw: ldap-injection
        conn.search("ou=%s,%s" % (escape_rdn(uid), BASE), "(objectClass=*)")  # clean: escaped
        conn.search(search_base=BASE, search_filter="(&(uid=" + escape_rdn(uid) + ")(x=1))")  # flaw: ldap-injection
    return ""


@app.get("/b")
def b():
    con = ldap.initialize("ldap://ldap")
    con.search_s(BASE, ldap.SCOPE_SUBTREE, "(uid=%s)" % request.args["uid"])  # flaw: ldap-injection
    con.search_s(BASE, ldap.SCOPE_SUBTREE, ldap.filter.filter_format("(uid=%s)", [request.args["uid"]]))  # clean: escaped
    con.search_ext_s(BASE, ldap.SCOPE_SUBTREE, filterstr="(cn=" + ldap.filter.escape_filter_chars(request.args["cn"]) + ")")  # clean: escaped
    con.simple_bind_s(f"uid={request.args['uid']},{BASE}", request.args["pw"])  # flaw: ldap-injection
    return ""
