"""Class-based views, resources and responses of our own class."""

from flask import Flask, Response, request
from flask.views import MethodView, View

app = Flask(__name__)


class Greeting(View):
    methods = ["GET"]
    init_every_request = True

    def dispatch_request(self, name):
        return self.render(name)  # flaw: cross-site-scripting

    def render(self, name):
        return f"<p>Hello {name}</p>"


app.add_url_rule("/greet/<name>", view_func=Greeting.as_view("greet"))


class Polite(Greeting):
    def render(self, name):
        return "<p>Hello</p>"


app.add_url_rule("/polite/<name>", view_func=Polite.as_view("polite"))


class Notes(MethodView):
    def get(self):
        return "<p>" + request.args["note"] + "</p>"  # flaw: cross-site-scripting

    def post(self):
        return {"note": request.form["note"]}  # clean: JSON


app.add_url_rule("/notes", view_func=Notes.as_view("notes"))


class PlainResponse(Response):
    default_mimetype = "text/plain"


@app.get("/plain")
def plain():
    return PlainResponse(request.args["text"])  # clean: its class names another type


class Memory:
    """Kept for the whole process."""

    def __init__(self):
        self.last = ""

    def remember(self, text):
        self.last = text


memory = Memory()


@app.post("/remember")
def remember():
    memory.remember(request.form["text"])
    return "", 204


@app.get("/recall")
def recall():
    return memory.last  # flaw: cross-site-scripting
