"""A schema that hands on what it has no field for lets a visitor choose which attributes are set."""

from flask import Flask
from flask.views import MethodView
from flask_smorest import Api, Blueprint
from flask_sqlalchemy import SQLAlchemy
from marshmallow import EXCLUDE, INCLUDE, Schema, fields

app = Flask(__name__)
api = Api(app)
db = SQLAlchemy(app)
notes = Blueprint("notes", __name__)


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(40))
    pinned = db.Column(db.Boolean)


class Open(Schema):
    title = fields.String()

    class Meta:
        unknown = INCLUDE


class Closed(Schema):
    title = fields.String()

    class Meta:
        unknown = EXCLUDE


@notes.route("/<int:number>")
class Notes(MethodView):
    @notes.arguments(Open)
    def patch(self, changes, number):
        note = db.session.get(Note, number)
        for name, value in changes.items():
            setattr(note, name, value)  # flaw: mass-assignment
        db.session.commit()
        return {}

    @notes.arguments(Closed)
    def put(self, changes, number):
        note = db.session.get(Note, number)
        for name, value in changes.items():
            setattr(note, name, value)  # clean: the schema's own fields
        db.session.commit()
        return {}


api.register_blueprint(notes)
