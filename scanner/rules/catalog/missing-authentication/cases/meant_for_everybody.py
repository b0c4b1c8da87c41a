"""The one open view of a blueprint that is open for a reason: it only reckons, or shows what was made public."""

from flask import Blueprint, Flask, jsonify, request
from flask_login import LoginManager, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
login = LoginManager(app)
db = SQLAlchemy(app)
heat = Blueprint("heat", __name__)
walks = Blueprint("walks", __name__)


class Walk(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    public = db.Column(db.Boolean)


@heat.post("/boiler")
@login_required
def boiler():
    db.session.add(Walk(name="boiler"))
    return "", 204


@heat.post("/pump")
@login_required
def pump():
    db.session.add(Walk(name="pump"))
    return "", 204


@heat.post("/valve")
@login_required
def valve():
    db.session.add(Walk(name="valve"))
    return "", 204


@heat.post("/reckon")
def reckon():  # clean: nothing but what was sent is in it
    return jsonify(kelvin=float(request.get_json()["celsius"]) + 273.15)


@walks.get("/walks-of-mine")
@login_required
def of_mine():
    return jsonify([walk.name for walk in Walk.query])


@walks.get("/walks-planned")
@login_required
def planned():
    return jsonify([walk.name for walk in Walk.query])


@walks.post("/walks-planned")
@login_required
def plan():
    db.session.add(Walk(name=request.form["name"]))
    return "", 201


@walks.get("/walk/<int:number>")
def walk(number):  # clean: it was made public
    return jsonify(Walk.query.filter_by(public=True, id=number).first_or_404().name)


app.register_blueprint(heat)
app.register_blueprint(walks)
