"""Fields are named by us."""

from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
EDITABLE = ("name", "town")


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    town = db.Column(db.String)


@app.post("/listed/<int:number>")
def listed(number):
    user = db.session.get(User, number)
    body = request.get_json()
    for field in EDITABLE:
        setattr(user, field, body.get(field))  # clean: a name of ours
    return "", 204


@app.post("/filtered/<int:number>")
def filtered(number):
    user = db.session.get(User, number)
    for key, value in request.get_json().items():
        if key in EDITABLE:
            setattr(user, key, value)  # clean: on the list
    return "", 204


@app.post("/skipped/<int:number>")
def skipped(number):
    user = db.session.get(User, number)
    for key, value in request.get_json().items():
        if key not in EDITABLE:
            continue
        setattr(user, key, value)  # clean: on the list
    return "", 204


@app.post("/named")
def named():
    body = request.get_json()
    user = User(name=body["name"], town=body.get("town"))  # clean: names of ours
    db.session.add(user)
    return "", 204


@app.post("/attribute/<int:number>")
def attribute(number):
    user = db.session.get(User, number)
    user.name = request.form["name"]  # clean: a name of ours
    setattr(user, "town", request.form["town"])  # clean: a name of ours
    return "", 204


@app.post("/refused/<int:number>")
def refused(number):
    user = db.session.get(User, number)
    field = request.form["field"]
    if field not in EDITABLE:
        abort(400)
    setattr(user, field, request.form["value"])  # clean: on the list
    return "", 204


@app.post("/picked")
def picked():
    body = request.get_json()
    user = User(**{field: body[field] for field in EDITABLE if field in body})  # clean: names of ours
    db.session.add(user)
    return "", 204


@app.post("/plain")
def plain():
    settings = {}
    settings.update(request.get_json())  # clean: a dictionary, not an object
    return settings


@app.post("/both/<int:number>")
def in_both(number):
    user = db.session.get(User, number)
    body = request.get_json()
    for field in {"name", "town"} & body.keys():
        setattr(user, field, body[field])  # clean: in both is only what we named
    return "", 204
