"""What views of classes are made with, and all the addresses of one resource."""

import os
import sqlite3

from flask import Flask, request
from flask.views import MethodView
from flask_restful import Api, Resource

app = Flask(__name__)
api = Api(app)


class Repository:
    def __init__(self, path):
        self.path = path

    def find(self, name):
        return sqlite3.connect(self.path).execute("select * from t where name = '" + name + "'").fetchall()  # flaw: sql-injection

    def bound(self, name):
        return sqlite3.connect(self.path).execute("select * from t where name = ?", [name]).fetchall()  # clean: bound


class Runner:
    def run(self, name):
        os.system("run " + name)  # flaw: command-injection


class Nothing:
    def run(self, name):
        os.system("run " + name)  # clean: no view is made with it


class Things(MethodView):
    def __init__(self, repository):
        self.repository = repository

    def get(self):
        self.repository.bound(request.args["name"])
        return {"found": self.repository.find(request.args["name"])}


app.add_url_rule("/things", view_func=Things.as_view("things", Repository("a.db")))


class Jobs(Resource):
    def __init__(self, runner, label=""):
        self.runner = runner
        self.label = label

    def post(self):
        self.runner.run(request.args["name"])
        os.system("echo " + self.label)  # clean: a word of ours
        return {}


api.add_resource(Jobs, "/jobs", resource_class_kwargs={"runner": Runner(), "label": "jobs"})


class Pets(Resource):
    def get(self, number=None, name=None):
        if number is not None:
            os.system(f"show {number}")  # clean: a number
        if name is not None:
            os.system(f"show {name}")  # flaw: command-injection
        return {}


api.add_resource(Pets, "/pets/<int:number>", "/pets/by-name/<string:name>")
