"""Columns that hash what is assigned to them, and whose `==` asks the hash."""

from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy_utils import PasswordType

app = Flask(__name__)
db = SQLAlchemy(app)


class User(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column()
    password: Mapped[str] = mapped_column(PasswordType(schemes=["pbkdf2_sha512"]), nullable=True)
    passphrase: Mapped[str] = mapped_column()


@app.post("/login")
def login():
    user = User.query.filter_by(name=request.form["name"]).first_or_404()
    password = request.form["password"]
    if password != user.password:  # clean: the column is a `PasswordType`
        abort(401)
    return {}


@app.post("/login-by-phrase")
def login_by_phrase():
    user = User.query.filter_by(name=request.form["name"]).first_or_404()
    passphrase = request.form["passphrase"]
    if passphrase != user.passphrase:  # flaw: plaintext-password
        abort(401)
    return {}
