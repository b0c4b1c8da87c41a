"""Templates that are no pages: what they write does harm only where it goes."""

from flask import Flask, Response, render_template, request

app = Flask(__name__)


@app.post("/remind")
def remind():
    text = render_template("mail.txt", name=request.form["name"])
    return {"length": len(text)}


@app.get("/plain")
def plain():
    return Response(render_template("mail.txt", name=request.args["name"]), mimetype="text/plain")  # clean: no page


@app.get("/page")
def page():
    return render_template("mail.txt", name=request.args["name"])  # flaw: cross-site-scripting


@app.post("/invite")
def invite():
    text = render_template("invitation.en.j2", name=request.form["name"])
    return {"length": len(text)}


@app.get("/bare")
def bare():
    return render_template("bare.j2", name=request.args["name"])
