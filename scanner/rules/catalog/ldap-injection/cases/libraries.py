"""Libraries side by side, escaped and not."""
import ldap
import ldap.filter
import ldap3
from ldap3 import Server, Connection, ALL, SUBTREE
from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import escape_rdn
from flask import Flask, request

app = Flask(__name__)


@app.get("/l1")
def l1():
    conn = Connection(Server("ldap://h", get_info=ALL), auto_bind=True)
    conn.search("ou=users,o=x", "(uid=%s)" % request.args["u"], attributes=["cn"])  # flaw: ldap-injection
    conn.search("ou=users,o=x", f"(&(uid={request.args['u']})(x=y))", SUBTREE)  # flaw: ldap-injection
    conn.search("ou=users,o=x", "(uid=%s)" % escape_filter_chars(request.args["u"]))  # clean: escaped
    conn.search("uid=%s,o=x" % request.args["u"], "(objectClass=*)")  # flaw: ldap-injection
    conn.search("uid=%s,o=x" % escape_rdn(request.args["u"]), "(objectClass=*)")  # clean: escaped
    conn.search(search_base="o=x", search_filter="(uid=" + request.args["u"] + ")")  # flaw: ldap-injection
    c = ldap.initialize("ldap://h")
    c.search_s("o=x", ldap.SCOPE_SUBTREE, "(uid=" + request.args["u"] + ")")  # flaw: ldap-injection
    c.search_s("o=x", ldap.SCOPE_SUBTREE, "(uid=" + ldap.filter.escape_filter_chars(request.args["u"]) + ")")  # clean: escaped
    c.search_s("o=x", ldap.SCOPE_SUBTREE, ldap.filter.filter_format("(uid=%s)", [request.args["u"]]))  # clean: escaped
    u = request.args["u"]
    if not u.isalnum():
        return "no"
    conn.search("o=x", f"(uid={u})")  # clean: letters
    return ""
