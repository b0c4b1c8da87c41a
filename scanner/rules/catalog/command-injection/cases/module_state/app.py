"""State in a module, shared by views."""
from flask import Flask, request

import state
from worker import perform

app = Flask(__name__)


@app.post("/set")
def set_():
    state.current["target"] = request.form["target"]
    state.LIMIT = int(request.form["limit"])
    return ""


@app.post("/run")
def run():
    perform()
    return ""
