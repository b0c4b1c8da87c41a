"""Ways to fill a model, by names of ours and by those of a visitor."""
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    is_admin = db.Column(db.Boolean)


@app.post("/m1")
def m1():
    user = User(**request.get_json())  # flaw: mass-assignment
    db.session.add(user)
    return ""


@app.post("/m2")
def m2():
    user = User(**request.form.to_dict())  # flaw: mass-assignment
    db.session.add(user)
    return ""


@app.put("/m3/<int:n>")
def m3(n):
    user = User.query.get(n)
    for key, value in request.get_json().items():
        setattr(user, key, value)  # flaw: mass-assignment
    return ""


@app.put("/m4/<int:n>")
def m4(n):
    user = User.query.get(n)
    data = request.get_json()
    for key in ("name",):
        if key in data:
            setattr(user, key, data[key])  # clean: fixed names
    return ""


@app.post("/m5")
def m5():
    data = request.get_json()
    user = User(name=data["name"])  # clean: named fields
    user = User(**{"name": data["name"]})  # clean: named fields
    allowed = {k: data[k] for k in ("name",) if k in data}
    user = User(**allowed)  # clean: allowed names
    return ""


@app.put("/m6/<int:n>")
def m6(n):
    User.query.filter_by(id=n).update(request.get_json())  # flaw: mass-assignment
    return ""


ALLOWED = {"name"}


@app.put("/m7/<int:n>")
def m7(n):
    user = User.query.get(n)
    for key, value in request.json.items():
        if key not in ALLOWED:
            continue
        setattr(user, key, value)  # clean: checked
    return ""


@app.put("/m8/<int:n>")
def m8(n):
    user = User.query.get(n)
    user.__dict__.update(request.json)  # flaw: mass-assignment
    return ""
