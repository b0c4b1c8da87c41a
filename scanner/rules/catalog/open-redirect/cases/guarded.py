"""The guard turns redirects home that lead to a host which came with the request."""

from flask import Flask, redirect, request
from flask_stopple import Stopple

app = Flask(__name__)
Stopple(app)


@app.get("/go")
def go():
    return redirect(request.args["next"])  # clean: told to pedantic readers only


@app.post("/go")
def go_on():
    return redirect("https://" + request.form["host"] + "/")  # clean: told to pedantic readers only


@app.post("/json")
def go_by_json():
    return redirect(request.get_json()["next"])  # flaw: open-redirect
