"""Resources."""

from database import Database
from flask import request
from flask_restful import Resource, reqparse

parser = reqparse.RequestParser()
parser.add_argument("order")
parser.add_argument("limit", type=int)


class BookList(Resource):
    def get(self):
        arguments = parser.parse_args()
        database = Database()
        rows = database.all("SELECT * FROM books LIMIT ?", (arguments["limit"],))
        rows += database.all("SELECT * FROM books ORDER BY " + arguments["order"])  # flaw: sql-injection
        return {"books": rows}

    def post(self):
        title = request.json["title"]  # source(a): http-json
        Database().all(f"INSERT INTO books (title) VALUES ('{title}')")  # flaw(a): sql-injection
        return {}, 201


class BookSearch(Resource):
    def __init__(self, database):
        self.database = database

    def get(self):
        q = request.args["q"]  # source(b): http-query
        return {"books": self.database.search("SELECT * FROM books WHERE title LIKE '%" + q + "%'")}
