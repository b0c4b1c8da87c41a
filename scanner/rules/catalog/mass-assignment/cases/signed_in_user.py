"""The user who is signed in is a row: what its methods set by name, a visitor chooses."""

from flask import Flask, request
from flask_login import LoginManager, UserMixin, current_user, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
logins = LoginManager(app)


class Reader(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    shown = db.Column(db.String(40))
    is_editor = db.Column(db.Boolean)

    OPEN = {"shown"}

    def change(self, **changes):
        for name, value in changes.items():
            setattr(self, name, value)  # flaw: mass-assignment

    def change_open(self, changes):
        for name in self.OPEN & changes.keys():
            setattr(self, name, changes[name])  # clean: the class lists them


@logins.user_loader
def load(number):
    return db.session.get(Reader, int(number))


@app.patch("/me")
@login_required
def me():
    current_user.change(**request.get_json())
    current_user.change_open(request.get_json())
    return ""
