"""A hook of a blueprint guards its own views, and none of Flask-Admin's."""

from flask import Blueprint, Flask, abort, jsonify
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_login import LoginManager, current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
logins = LoginManager(app)
office = Blueprint("office", __name__)


class Person(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Receipt(db.Model):
    id = db.Column(db.Integer, primary_key=True)


@logins.user_loader
def load(number):
    return db.session.get(Person, int(number))


@office.before_request
def look():
    if not current_user.is_authenticated:
        abort(403)


@office.get("/people")
def people():  # clean: the hook asks
    return jsonify([person.id for person in Person.query.all()])


class Guarded(ModelView):
    def is_accessible(self):
        return current_user.is_authenticated


administration = Admin(app)
administration.add_view(Guarded(Person, db.session))  # clean: it asks
administration.add_view(ModelView(Receipt, db.session))  # flaw: missing-authentication
app.register_blueprint(office, url_prefix="/office")
