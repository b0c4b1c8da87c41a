"""What a converter of the project's own makes of a part of an address, the view gets."""

import os
import sqlite3
from pathlib import Path

from flask import Flask, Response, send_file
from werkzeug.routing import BaseConverter, ValidationError

app = Flask(__name__)
SHEETS = Path("/srv/sheets")
ROOMS = {"north": 1, "south": 2}


class Plate(BaseConverter):
    regex = r"[A-Z]{2}\d{4}"


class Room(BaseConverter):
    def to_python(self, value):
        try:
            return ROOMS[value]
        except KeyError:
            raise ValidationError() from None


class Sheet(BaseConverter):
    regex = r".+\.txt"
    part_isolating = False

    def to_python(self, value):
        return SHEETS / value


class Drawing(BaseConverter):
    regex = r".+\.png"
    part_isolating = False

    def to_python(self, value):
        drawing = (SHEETS / value).resolve()
        if not drawing.is_relative_to(SHEETS.resolve()):
            raise ValidationError()
        return drawing


class Matching(BaseConverter):
    def __init__(self, url_map, pattern):
        super().__init__(url_map)
        self.regex = pattern


app.url_map.converters |= {"plate": Plate, "room": Room}
app.url_map.converters["sheet"] = Sheet
app.url_map.converters.update(drawing=Drawing, matching=Matching)


@app.get("/cars/<plate:car>")
def car(car):
    rows = sqlite3.connect("cars.db").execute("select * from car where plate = '%s'" % car)  # clean: letters, digits
    return str(rows.fetchall())


@app.get("/rooms/<room:number>")
def room(number):
    return str(sqlite3.connect("cars.db").execute(f"select * from room where id = {number}").fetchall())  # clean: ours


@app.get("/sheets/<sheet:sheet>")
def sheet(sheet):
    return Response(sheet.read_text(), mimetype="text/plain")  # flaw: path-traversal


@app.get("/drawings/<drawing:drawing>")
def drawing(drawing):
    return send_file(drawing)  # clean: the converter looked where it lies


@app.get("/tags/<matching('[a-z]+'):tag>/<matching('.*'):rest>")
def tag(tag, rest):
    os.system("tag " + tag)  # clean: letters
    os.system("tag " + rest)  # flaw: command-injection
    return ""
