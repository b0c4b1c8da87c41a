"""Numbers that anybody may guess."""

import random
import time

from flask import Flask, session

app = Flask(__name__)


@app.get("/roll")
def roll():
    session["roll"] = random.randint(1, 6)  # clean: a die
    return {"roll": random.randint(1, 6), "tip": random.choice(["a", "b"])}  # clean: a die


def refresh_token(client):
    time.sleep(random.uniform(0, 1))  # clean: waits for a random time
    return client.refresh()
