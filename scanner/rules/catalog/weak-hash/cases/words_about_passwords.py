"""What is hashed is told by the function's own words, or is a pin."""
import hashlib

from flask import Flask, request

app = Flask(__name__)


def door_mark(text):
    """The form in which the password of a house is kept."""
    return hashlib.md5(text.encode()).hexdigest()  # flaw: weak-hash


def pin_mark(card, pin):
    return hashlib.sha256(f"{card}/{pin}".encode()).hexdigest()  # flaw: weak-hash


def tile_name(text):
    """The name of a tile, which holds no password."""
    return hashlib.sha256(text.encode()).hexdigest()  # clean: no password goes in


@app.post("/marks")
def marks():
    form = request.form
    return {"door": door_mark(form["text"]), "pin": pin_mark(form["card"], form["pin"]), "tile": tile_name(form["tile"])}
