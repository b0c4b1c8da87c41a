"""What a loop, `set` or a function of the application's own gives, a template that is included there sees by its name."""

from flask import Flask, render_template, request

app = Flask(__name__)


class Card:
    def __init__(self, title):
        self.title = title

    @property
    def raw(self):
        return self.title

    @property
    def size(self):
        return len(self.title)


app.jinja_env.globals["card"] = Card


@app.get("/")
def page():
    return render_template("page.html", notes=[{"text": request.args.get("note", "")}], plain=request.args.get("plain"))
