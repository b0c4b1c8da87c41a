"""A hook of the application's own compares what the form sent with what the session keeps."""

import hmac
import secrets

from flask import Flask, abort, redirect, render_template, request, session
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Entry(db.Model):
    """A line in the book."""

    id = db.Column(db.Integer, primary_key=True)
    owner = db.Column(db.Integer)
    text = db.Column(db.Text)


def form_token():
    if "form" not in session:
        session["form"] = secrets.token_urlsafe(24)
    return session["form"]


def check_form_token():
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    sent = request.form.get("form_token") or request.headers.get("X-Form-Token", "")
    if not hmac.compare_digest(session.get("form", ""), sent):
        abort(400)


app.before_request(check_form_token)


@app.get("/entries")
def entries():
    return render_template("entries.html", entries=Entry.query.filter_by(owner=session["member"]), token=form_token())


@app.post("/entries")
def add():  # clean: the hook has looked
    db.session.add(Entry(owner=session["member"], text=request.form["text"]))
    db.session.commit()
    return redirect("/entries")
