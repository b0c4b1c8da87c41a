"""What a template shows unescaped was cleaned when it was stored, or only in one of two places."""

import nh3
from flask import Flask, render_template, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Garden(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    plants = db.relationship("Plant", backref="garden")


class Plant(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    garden_id = db.Column(db.ForeignKey("garden.id"))
    care = db.Column(db.Text)
    care_html = db.Column(db.Text)
    origin_html = db.Column(db.Text)
    notes_html = db.Column(db.Text)

    @staticmethod
    def when_changed(target, value, old, initiator):
        target.notes_html = nh3.clean(value)


db.event.listen(Plant.care, "set", Plant.when_changed)


@app.post("/plants")
def add():
    plant = Plant(care=request.form["care"], care_html=nh3.clean(request.form["care"]))
    plant.origin_html = nh3.clean(request.form["origin"])
    db.session.add(plant)
    db.session.commit()
    return "", 204


@app.post("/plants/<int:number>/origin")
def origin(number):
    plant = db.get_or_404(Plant, number)
    plant.origin_html = request.form["origin"]
    db.session.commit()
    return "", 204


@app.get("/gardens/<int:number>")
def garden(number):
    return render_template("garden.html", garden=db.get_or_404(Garden, number))


@app.get("/plants/<int:number>")
def plant(number):
    return render_template("plant.html", plant=db.get_or_404(Plant, number))
