"""flask-restx with a namespace and a payload."""

import sqlite3

from flask import Flask, request
from flask_restx import Api, Namespace, Resource, fields, reqparse

ns = Namespace("books")
book = ns.model("Book", {"title": fields.String(required=True)})
paging = reqparse.RequestParser()
paging.add_argument("order", location="args")


@ns.route("/<isbn>")
@ns.param("isbn", "The number")
class Book(Resource):
    @ns.marshal_with(book)
    def get(self, isbn):
        return sqlite3.connect("b.db").execute(f"select * from b where isbn = '{isbn}'").fetchone()  # flaw: sql-injection


@ns.route("/")
class Books(Resource):
    @ns.expect(book, validate=True)
    def post(self):
        title = ns.payload["title"]
        sqlite3.connect("b.db").execute("insert into b values ('" + title + "')")  # flaw: sql-injection
        sqlite3.connect("b.db").execute("insert into b values (?)", (title,))  # clean: bound
        return {}, 201

    @ns.expect(paging)
    def get(self):
        order = paging.parse_args().get("order")
        return sqlite3.connect("b.db").execute("select * from b order by " + order).fetchall()  # flaw: sql-injection


app = Flask(__name__)
Api(app).add_namespace(ns, path="/books")
