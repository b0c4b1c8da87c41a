"""Forms and texts speak about secrets and hold none."""

from flask import Flask, flash, jsonify, render_template
from flask_wtf import FlaskForm
from wtforms import PasswordField

app = Flask(__name__)


class LoginForm(FlaskForm):
    password = PasswordField("Password")  # clean: a field


@app.get("/")
def start():
    flash("Wrong password")
    return render_template("start.html", password="shown", token="abc")  # clean: texts for the page


@app.get("/error")
def error():
    return jsonify(token="expired", password="Too short: 8 letters at least")  # clean: texts for the client


LABELS = {"password": "Passwort", "token": "Zugangs-Code"}  # noise: hard-coded-secret -- a translation is not told from a password
