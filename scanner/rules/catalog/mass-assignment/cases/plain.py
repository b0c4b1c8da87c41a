"""Names of attributes come from the request."""

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    is_admin = db.Column(db.Boolean)


@app.post("/set/<int:number>")
def set_all(number):
    user = db.session.get(User, number)
    body = request.get_json()  # source(a): http-json
    for key, value in body.items():
        setattr(user, key, value)  # flaw(a): mass-assignment
    db.session.commit()
    return "", 204


@app.post("/form/<int:number>")
def set_form(number):
    user = db.session.get(User, number)
    for key in request.form:
        setattr(user, key, request.form[key])  # flaw: mass-assignment
    db.session.commit()
    return "", 204


@app.post("/new")
def new():
    user = User(**request.get_json())  # flaw: mass-assignment
    db.session.add(user)
    db.session.commit()
    return "", 204


@app.post("/update/<int:number>")
def update(number):
    User.query.filter_by(id=number).update(request.get_json())  # flaw: mass-assignment
    db.session.commit()
    return "", 204


@app.post("/dict/<int:number>")
def through_dict(number):
    user = db.session.get(User, number)
    user.__dict__.update(request.form.to_dict())  # flaw: mass-assignment
    return "", 204
