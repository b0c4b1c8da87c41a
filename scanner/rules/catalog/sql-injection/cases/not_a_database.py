"""Things called `execute` that run no SQL, and text that only looks like SQL."""

from flask import Flask, request

app = Flask(__name__)


class Workflow:
    def execute(self, name):
        return {"started": name}


class Select:
    def __init__(self, options):
        self.options = options

    def query(self, text):
        return [option for option in self.options if text in option]


@app.post("/workflows")
def workflows():
    return Workflow().execute("start " + request.form["name"])  # clean: our own class, and no SQL in it


@app.get("/options")
def options():
    return {"options": Select(["a", "b"]).query(request.args["q"])}  # clean: our own class


@app.get("/prose")
def prose():
    message = "Please select a chair from " + request.args["room"] + " and update us"  # clean: a sentence
    return {"message": message}
