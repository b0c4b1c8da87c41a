"""A pin of some digits lets somebody in; a pin of a board does not."""

import random
import secrets

from flask import Flask

app = Flask(__name__)


def new_pin():
    return "%04d" % random.randint(0, 9999)  # flaw: weak-randomness


def pin_of_digits():
    return "".join(random.choices("0123456789", k=6))  # flaw: weak-randomness


def sound_pin():
    return "%04d" % secrets.randbelow(10000)  # clean: nobody predicts it


def board_pin():
    return random.randint(1, 40)  # clean: a pin of a board


@app.get("/")
def index():
    pin = pin_of_digits()
    pinned = random.choice(["first", "second"])  # clean: no pin
    return {"a": new_pin(), "b": sound_pin(), "c": board_pin(), "d": pin, "e": pinned}
