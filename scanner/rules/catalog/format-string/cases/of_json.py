"""A format that came as JSON: its type is not known, what it does is."""

from flask import Flask, request

app = Flask(__name__)


class Greeting:
    def __init__(self, template):
        self.template = template

    def text(self, user):
        return self.template.format(user=user)  # flaw: format-string


@app.post("/greeting")
def greeting():
    return {"text": Greeting(request.json["template"]).text(app)}


@app.post("/own")
def own():
    return {"text": Greeting("hello {user}").text(request.json["name"])}
