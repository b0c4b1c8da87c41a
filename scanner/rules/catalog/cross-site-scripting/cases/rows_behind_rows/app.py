"""Rows of Peewee that are reached from other rows, by the name that the foreign key gives them."""
import peewee
from flask import Flask, abort, render_template, request

app = Flask(__name__)
database = peewee.SqliteDatabase("gallery.db")


class Room(peewee.Model):
    title = peewee.CharField()


class Picture(peewee.Model):
    room = peewee.ForeignKeyField(Room, backref="pictures")
    words = peewee.CharField(default="")


class Tour(peewee.Model):
    room = peewee.ForeignKeyField(Room)


@app.post("/pictures/<int:number>")
def describe(number):
    picture = Picture.get_by_id(number)
    picture.words = request.form["words"]
    picture.save()
    return "", 204


@app.get("/tours/<int:number>")
def tour(number):
    found = Tour.get_or_none(Tour.id == number) or abort(404)
    return render_template("tour.html", tour=found)
