"""Views of Flask-Admin ask nobody, unless `is_accessible` says so; the start page's own does not stand for the others."""

from flask import Flask, abort
from flask_admin import Admin, AdminIndexView
from flask_admin.contrib.sqla import ModelView
from flask_login import LoginManager, current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
logins = LoginManager(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Payment(db.Model):
    id = db.Column(db.Integer, primary_key=True)


@logins.user_loader
def load(number):
    return db.session.get(User, int(number))


class Guard:
    def is_accessible(self):
        return current_user.is_authenticated

    def inaccessible_callback(self, name, **kwargs):
        abort(403)


class Start(Guard, AdminIndexView):
    pass


class Guarded(Guard, ModelView):
    pass


class Users(Guarded):
    can_delete = False


class Payments(ModelView):
    can_delete = False


administration = Admin(app, index_view=Start())
administration.add_view(Users(User, db.session))  # clean: its base asks
administration.add_view(Payments(Payment, db.session))  # flaw: missing-authentication
administration.add_view(ModelView(Payment, db.session, endpoint="raw"))  # flaw: missing-authentication
