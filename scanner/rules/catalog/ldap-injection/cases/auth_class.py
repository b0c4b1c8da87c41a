"""Sign-in against a directory, in a class."""
import os

from flask import Flask, request
from ldap3 import ALL, Connection, Server
from ldap3.utils.conv import escape_filter_chars as esc

app = Flask(__name__)


class Directory:
    base = "ou=people,dc=example,dc=com"
    template = "(&(objectClass=person)(uid={uid}))"

    def __init__(self):
        self.server = Server("ldap", get_info=ALL)

    def user_dn(self, uid):
        return f"uid={uid},{self.base}"

    def login(self, uid, password):
        return Connection(self.server, user=self.user_dn(uid), password=password).bind()  # flaw: ldap-injection

    def search(self, uid):
        conn = Connection(self.server, auto_bind=True)
        conn.search(self.base, self.template.format(uid=uid), attributes=["mail"])  # flaw: ldap-injection
        conn.search(self.base, self.template.format(uid=esc(uid)), attributes=["mail"])  # clean: escaped
        return conn.entries


directory = Directory()


@app.post("/login-json")
def login():
    data = request.get_json()
    return {"ok": directory.login(data["uid"], data["password"]), "n": len(directory.search(data["uid"]))}
