"""Flask-RESTful resources and forms, with the database behind an extension of our own."""

from database import Database
from flask import Flask
from flask_restful import Api
from resources import BookList, BookSearch

database = Database()


def create_app():
    app = Flask(__name__)
    database.init_app(app)
    api = Api(app, prefix="/api")
    api.add_resource(BookList, "/books")
    api.add_resource(BookSearch, "/search", resource_class_kwargs={"database": database})
    return app
