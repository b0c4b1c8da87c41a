"""A generic update in a base class."""
from flask import Flask, request
from flask.views import MethodView
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Item(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    owner = db.Column(db.String)


class Resource(MethodView):
    model = None
    writable = ()

    def patch(self, key):
        thing = db.session.get(self.model, key)
        for name in self.writable:
            if name in request.json:
                setattr(thing, name, request.json[name])  # clean: a list of ours
        db.session.commit()
        return {}

    def put(self, key):
        thing = db.session.get(self.model, key)
        for name in request.json:
            if hasattr(thing, name):
                setattr(thing, name, request.json[name])  # flaw: mass-assignment
        db.session.commit()
        return {}


class Items(Resource):
    model = Item
    writable = ("name",)


app.add_url_rule("/items/<int:key>", view_func=Items.as_view("items"))
