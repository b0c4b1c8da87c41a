"""A template that a visitor stored is compiled, behind a default and through a helper."""

from flask import Flask, render_template_string, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Event(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    place = db.Column(db.String(80))
    invitation = db.Column(db.Text)


@app.post("/events")
def add():
    db.session.add(Event(place="Hall", invitation=request.form.get("invitation", "")))
    db.session.commit()
    return "", 204


@app.get("/events/<int:number>/invitation")
def invitation(number):
    event = db.get_or_404(Event, number)
    words = event.invitation or "Come to {{ place }}."
    return render_template_string(words, place=event.place)  # flaw: template-injection


@app.get("/events/<int:number>/place")
def place(number):
    event = db.get_or_404(Event, number)
    words = event.place or "Come."
    return render_template_string(words)  # clean: no visitor writes this column


@app.get("/events/<int:number>/shown")
def shown(number):
    event = db.get_or_404(Event, number)
    return render_template_string("<p>{{ words }}</p>", words=event.invitation)  # clean: a value
