"""What a row holds under the name of a secret is one in a log as well."""

import logging

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
log = logging.getLogger("shop")


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))
    reset_token = db.Column(db.String(40))
    password_hash = db.Column(db.String(80))


@app.post("/reset/<int:number>")
def reset(number):
    user = db.session.get(User, number)
    log.info("reset of %d with %s", user.id, user.reset_token)  # flaw: sensitive-data-logged
    log.info("reset of %d with %s", user.id, user.reset_token[:4])  # clean: four letters
    log.info("reset of %d, %s", user.id, user.name)  # clean: no secret
    return ""
