"""Who is known by a cookie is not called by machines alone, whatever the address says."""

import hmac
import os

from flask import Flask, abort, request, session
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
db = SQLAlchemy(app)
csrf = CSRFProtect(app)


class Account(db.Model):
    """Who may sign in."""

    id = db.Column(db.Integer, primary_key=True)
    is_open = db.Column(db.Boolean)


def close(number):
    """Closes an account."""
    db.get_or_404(Account, number).is_open = False
    db.session.commit()


@app.post("/api/account/close")
@csrf.exempt
def close_own():  # flaw: csrf-disabled
    close(session["account"])
    return "", 204


@app.post("/api/accounts/<int:number>/close")
@csrf.exempt
def close_other(number):  # clean: a program with a key
    if not hmac.compare_digest(request.headers["X-Signature"], os.environ["SIGNATURE"]):
        abort(403)
    close(number)
    return "", 204


@app.post("/api/ping")
@csrf.exempt
def ping():  # clean: it is the same whoever asks
    return "", 204
