"""A search page by page is a search."""

from flask import Flask, request
from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)
BASE = "ou=people,dc=example,dc=com"


def connect():
    return Connection(Server("ldap.example.com", use_ssl=True), auto_bind=True)


@app.get("/colleagues")
def colleagues():
    with connect() as connection:
        found = connection.extend.standard.paged_search(
            search_base=BASE,
            search_filter="(cn=" + request.args["name"] + ")",  # flaw: ldap-injection
            paged_size=50,
        )
    return {"found": len(found)}


@app.get("/neighbours")
def neighbours():
    with connect() as connection:
        found = connection.extend.standard.paged_search(  # clean: escaped
            search_base=BASE, search_filter=f"(cn={escape_filter_chars(request.args['name'])})", paged_size=50
        )
    return {"found": len(found)}
