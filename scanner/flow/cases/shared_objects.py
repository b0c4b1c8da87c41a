"""What one request stores and another uses: settings in an object are quiet, lists and names for all are not."""

import os

from flask import Flask, render_template_string, request

app = Flask(__name__)
COMMENTS = []
LAST = {"job": "ls"}
current = "ls"


class Settings:
    folder = "/srv"

    def __init__(self):
        self.command = "ls"
        self.title = "Shop"


settings = Settings()


@app.post("/admin")
def admin():
    settings.command = request.form["command"]
    settings.title = request.form["title"]
    return {}


@app.get("/run")
def run():
    os.system(settings.command)  # clean: a setting, for pedantic readers
    return {}


@app.get("/title")
def title():
    return "<h1>" + settings.title + "</h1>"  # flaw: cross-site-scripting


@app.post("/comment")
def comment():
    global current
    COMMENTS.append(request.form["text"])
    LAST["job"] = request.form["job"]
    current = request.form["current"]
    return {}


@app.get("/comments")
def comments():
    os.system(LAST["job"])  # flaw: command-injection
    os.system(current)  # flaw: command-injection
    return render_template_string("{% for c in comments %}<p>{{ c|safe }}</p>{% endfor %}", comments=COMMENTS)  # flaw: cross-site-scripting
