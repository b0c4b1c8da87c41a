"""Ways to store in the session."""
from flask import Flask, request, session
import flask

app = Flask(__name__)


@app.post("/tb1")
def tb1():
    session["user"] = request.form["u"]  # flaw: trust-boundary
    flask.session["x"] = request.args.get("x")  # flaw: trust-boundary
    session[request.args["k"]] = "1"  # flaw: trust-boundary
    session.update(name=request.form["n"])  # flaw: trust-boundary
    session["n"] = int(request.form["n"])  # clean: number
    role = request.form["r"]
    if role in ("a", "b"):
        session["r"] = role  # clean: listed
    session.setdefault("z", request.form["z"])  # flaw: trust-boundary
    return ""
