"""What a query gives is an instance of the model that is asked for, so its methods are known."""

import os

from flask import Flask, abort, g, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

app = Flask(__name__)
db = SQLAlchemy(app)


class Filed:
    def shelve(self, folder):
        os.system("mv " + folder)  # flaw: command-injection

    def seal(self, folder):
        os.system("seal")  # clean: constant


class Paper(Filed, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80))

    def bind(self, colour):
        os.system("bind " + colour)  # flaw: command-injection

    def stamp(self, word):
        os.system("stamp " + word)  # flaw: command-injection

    def copy(self, number):
        os.system("copy " + number)  # flaw: command-injection

    def post(self, street):
        os.system("post " + street)  # flaw: command-injection

    def fold(self, times):
        os.system("fold " + times)  # flaw: command-injection


class Reader(db.Model):
    id = db.Column(db.Integer, primary_key=True)

    def call(self, word):
        os.system("call " + word)  # flaw: command-injection


@app.before_request
def find_reader():
    g.reader = Reader.query.filter_by(id=1).first()
    if g.reader is None:
        abort(401)


@app.post("/one/<int:number>")
def one(number):
    paper = Paper.query.filter_by(id=number).order_by(Paper.title).first()
    paper.shelve(request.form["folder"])
    paper.seal(request.form["folder"])
    db.session.get(Paper, number).bind(request.form["colour"])
    g.reader.call(request.form["word"])
    return {}


@app.post("/all")
def all_papers():
    for paper in db.session.query(Paper).all():
        paper.stamp(request.form["word"])
    for paper in db.session.scalars(select(Paper).where(Paper.id > 3)):
        paper.copy(request.form["number"])
    for paper in db.session.execute(select(Paper)).scalars().all():
        paper.post(request.form["street"])
    db.get_or_404(Paper, 1).fold(request.form["times"])
    return {}


@app.get("/titles")
def titles():
    paper = db.get_or_404(Paper, 1)
    paper.title = request.args["title"]
    os.system("print " + paper.title)  # flaw: command-injection
    os.system("print %d" % paper.id)  # clean: a number
    for paper, reader in db.session.query(Paper, Reader):
        reader.shelve(request.args["folder"])
    return {}
