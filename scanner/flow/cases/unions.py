"""One of several ways: what is told is the way on which less was done, as well as that one is known."""

from flask import Flask, render_template_string, request
from somewhere import make_manager

app = Flask(__name__)


class Own:
    def handle(self, text):
        return render_template_string("<p>{{ text }}</p>", text=text)


manager = Own()


def choose(kind):
    global manager
    if kind:
        manager = make_manager()


choose(app.config.get("KIND"))


@app.get("/handled")
def handled():
    return manager.handle(request.args["text"])  # clean: escaped by ours, and most often a page of theirs
