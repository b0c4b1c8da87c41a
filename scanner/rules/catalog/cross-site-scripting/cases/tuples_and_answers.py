"""What a view answers, taken out of what helpers give."""

import json

from flask import Flask, jsonify, redirect, request
from flask.views import MethodView
from flask_appbuilder import ModelView, expose
from marshmallow import Schema, fields

app = Flask(__name__)


def read():
    data = json.loads(request.form["data"])
    if "file" not in data:
        return True, jsonify(error="no file"), data
    if not data["file"]:
        return True, jsonify(error="no name"), data, None
    return False, data["file"], data, "/srv/" + str(len(data["file"]))


@app.post("/restore")
def restore():
    failed, answer, data, name = read()
    if failed:
        return answer  # flaw: cross-site-scripting
    return {"name": name}


def parse():
    data = json.loads(request.form["data"])
    if "file" not in data:
        return True, "no file", data
    return False, "", data, data["file"]


@app.post("/import")
def import_file():
    failed, answer, data, name = parse()
    if failed:
        return answer  # clean: the second of either is the program's
    return {"name": name}


class Account(Schema):
    name = fields.Str()


class Accounts(MethodView):
    def post(self):
        account = Account().loads(request.get_data(as_text=True))
        return Account().dump(account)  # clean: a mapping is sent as JSON


app.add_url_rule("/accounts", view_func=Accounts.as_view("accounts"))


class Tables(ModelView):
    @expose("/edit/<pk>", methods=["GET", "POST"])
    def edit(self, pk):
        page = super().edit(pk)
        return page if isinstance(page, str) else redirect("/tables/")  # clean: the framework's own page
