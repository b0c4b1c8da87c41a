"""Tokens, links and secrets that were made a line before, in a log."""

import logging
import secrets

import jwt
from flask import Flask, jsonify, request, url_for
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
log = logging.getLogger(__name__)


class Feeder(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    secret = db.Column(db.String, default=lambda: secrets.token_hex(16))
    token_limit = db.Column(db.Integer, default=4)


def activation_token(keeper):
    return jwt.encode({"sub": keeper}, app.config["SECRET_KEY"], algorithm="HS256")


def check_activation_token(raw):
    return jwt.decode(raw, app.config["SECRET_KEY"], algorithms=["HS256"])["sub"]


@app.post("/feeders")
def add_feeder():
    feeder = Feeder(name="north")
    db.session.add(feeder)
    db.session.commit()
    log.info("feeder %d, secret %s", feeder.id, feeder.secret)  # flaw: sensitive-data-logged
    log.info("feeder %d, limit %s", feeder.id, feeder.token_limit)  # clean: a number
    return jsonify(id=feeder.id)


@app.post("/keepers")
def add_keeper():
    code = secrets.token_urlsafe()
    address = url_for("activate", code=code, _external=True)
    log.info("mailed %s", address)  # flaw: sensitive-data-logged
    log.info(f"mailed {address}")  # flaw: sensitive-data-logged
    log.info("mailed %s", url_for("activate", code=code))  # flaw: sensitive-data-logged
    token = activation_token(7)
    log.debug("%s?t=%s", "https://aviary.example", token)  # flaw: sensitive-data-logged
    number = secrets.token_hex(4)
    log.info("request %s", number)  # clean: a number to find lines by
    return "", 202


@app.post("/keepers/again")
def mail_again():
    found = db.session.get(Feeder, 1)
    made = found.name
    log.info("sent activation link %s", made)  # flaw: sensitive-data-logged
    log.info("sent activation link to %s", made)  # clean: to whom
    keeper = check_activation_token(request.args["t"])
    log.info("activated %s", 7 if keeper else 0)  # clean: a number
    page = url_for("activate", code="-", page=2) if not made else url_for("add_keeper")
    log.info("next is %s", page)  # clean: a page
    return "", 202


@app.get("/activate/<code>")
def activate(code):
    return jsonify(activated=bool(code))
