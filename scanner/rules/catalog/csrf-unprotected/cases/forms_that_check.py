"""Forms of Flask-WTF check by themselves."""

import sqlite3

from flask import Flask, session
from flask_wtf import FlaskForm
from wtforms import StringField

app = Flask(__name__)


class MailForm(FlaskForm):
    mail = StringField("Mail")


@app.route("/mail", methods=["GET", "POST"])
def change_mail():  # clean: the form checks
    form = MailForm()
    if form.validate_on_submit():
        db = sqlite3.connect("shop.db")
        db.execute("update users set mail = ?", [form.mail.data])
        db.commit()
        session["told"] = True
    return "changed"
