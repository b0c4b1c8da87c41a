"""What a visitor says goes into the session."""

from flask import Flask, request, session

app = Flask(__name__)


@app.post("/role")
def role():
    wanted = request.form["role"]  # source(a): http-form
    session["role"] = wanted  # flaw(a): trust-boundary
    return "", 204


@app.post("/update")
def update():
    session.update(name=request.form["name"])  # flaw: trust-boundary
    return "", 204


@app.post("/default")
def default():
    session.setdefault("cart", request.get_json()["cart"])  # flaw: trust-boundary
    return "", 204


@app.get("/stripped")
def stripped():
    session["name"] = request.args["name"].strip().lower()  # flaw: trust-boundary
    return "", 204


@app.get("/shop")
def shop():
    session["tenant_id"] = request.args["shop"]  # flaw: trust-boundary
    return "", 204
