"""Models."""

from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import generate_password_hash

db = SQLAlchemy()


class User(db.Model):
    name = db.Column(db.String, primary_key=True)
    password = db.Column(db.String)


class Account(db.Model):
    name = db.Column(db.String, primary_key=True)
    digest = db.Column(db.String)

    def __init__(self, name, password):
        self.name = name
        self.digest = generate_password_hash(password)
