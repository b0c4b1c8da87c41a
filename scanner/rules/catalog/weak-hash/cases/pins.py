"""A pin is guessed sooner than any password."""
import hashlib

from flask import Flask, request

app = Flask(__name__)


def pin_mark(card, pin):
    return hashlib.sha256(f"{card}/{pin}".encode()).hexdigest()  # flaw: weak-hash


@app.post("/cards/<card>")
def change(card):
    pin = str(request.get_json()["pin"])
    return {card: hashlib.sha1(pin.encode()).hexdigest()}  # flaw: weak-hash


def tile_name(text):
    return hashlib.sha256(text.encode()).hexdigest()  # clean: no password goes in


@app.post("/marks")
def marks():
    form = request.form
    return {"pin": pin_mark(form["card"], form["pin"]), "tile": tile_name(form["tile"])}
