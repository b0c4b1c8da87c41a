"""What the program itself wrote a moment ago is read back as what it was."""

import pickle

from flask import Flask, request

app = Flask(__name__)


def copied(thing):
    return pickle.loads(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL))  # clean: the form of the bytes is ours


@app.post("/copy")
def copy():
    return {"copy": copied(request.get_json())}


@app.post("/read")
def read():
    thing = {"sent": request.get_data()}
    return {"read": str(pickle.loads(thing["sent"]))}  # flaw: unsafe-deserialization
