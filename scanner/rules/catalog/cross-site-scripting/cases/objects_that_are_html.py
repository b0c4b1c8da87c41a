"""Objects that say themselves what their HTML is: templates escape nothing of it."""

from flask import Flask, render_template_string, request
from markupsafe import Markup, escape

app = Flask(__name__)


class Badge:
    def __init__(self, label):
        self.label = label

    def __html__(self):
        return f"<span class='badge'>{self.label}</span>"


class SafeBadge(Badge):
    def __html__(self):
        return f"<span class='badge'>{escape(self.label)}</span>"


class Tag:
    def __init__(self, *children):
        self.children = children

    def __html__(self):
        return Markup("<div>" + "".join(str(child) for child in self.children) + "</div>")  # flaw: cross-site-scripting


class Plain:
    def __init__(self, label):
        self.label = label

    def __str__(self):
        return self.label


@app.get("/badge")
def badge():
    return render_template_string("{{ badge }}", badge=Badge(request.args["label"]))  # flaw: cross-site-scripting


@app.get("/badge/safe")
def safe_badge():
    return render_template_string("{{ badge }}", badge=SafeBadge(request.args["label"]))  # clean: it escapes


@app.get("/tag")
def tag():
    return render_template_string("{{ tag }}", tag=Tag(request.args["a"], request.args["b"]))


@app.get("/plain")
def plain():
    return render_template_string("{{ plain }}", plain=Plain(request.args["label"]))  # clean: the template escapes


@app.template_filter("marked")
def marked(text, word):
    return Markup(text + word)  # flaw: cross-site-scripting


@app.get("/marked")
def show_marked():
    return render_template_string("{{ text|marked('now') }}", text=request.args["text"])
