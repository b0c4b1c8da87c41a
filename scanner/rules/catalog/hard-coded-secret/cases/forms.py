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


def bare(key):
    """Gives the base64 of an RSA private key, which looks like PEM without the -----BEGIN PRIVATE KEY----- header and the
    footer that belongs to it. Whoever needs the whole text of a key puts the header and the footer around it again by
    hand, and breaks its lines after 64 letters.
    """
    return key  # clean: documentation names the first line of a key and holds none


EXAMPLE = """
{
    "chain": "-----BEGIN CERTIFICATE-----...",
    "privateKey": "-----BEGIN RSA PRIVATE KEY-----...",
    "csr": "-----BEGIN CERTIFICATE REQUEST-----...",
    "destinations": [], "description": "what is uploaded, as JSON; the key is left out where the server made it itself"
}
"""  # clean: three dots are no key

BODY = '{"privateKey": "-----BEGIN RSA PRIVATE KEY-----\\nMIIEpAIBAAKCAQEAx3fq1Vn0b8mC5Y7dQk2LrWz9sTgUeHjPaRvXyNcBiOuDlKfM\\nMIIEpAIBAAKCAQEAx3fq1Vn0b8mC5Y7dQk2LrWz9sTgUeHjPaRvXyNcBiOuDlKfM\\nMIIEpAIBAAKCAQEAx3fq1Vn0b8mC5Y7dQk2LrWz9sTgUeHjPaRvXyNcBiOuDlKfM\\nMIIEpAIBAAKCAQEAx3fq1Vn0b8mC5Y7dQk2LrWz9sTgUeHjPaRvXyNcBiOuDlKfM\\n-----END RSA PRIVATE KEY-----"}'  # flaw: hard-coded-secret
