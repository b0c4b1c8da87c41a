"""Filters that the application registers itself: what they make of a value is what is written."""

from flask import Flask, render_template_string, request
from markupsafe import escape
from nh3 import clean

app = Flask(__name__)


def tidy(text):
    try:
        return clean(text, tags={"p"}, link_rel=None)
    except TypeError:
        return ""


@app.template_filter("tidied")
def tidied(text):
    return tidy(text)


@app.template_filter()
def breaks(text):
    return str(escape(text)).replace("\n", "<br>")


def loud(text):
    return text.upper()


app.add_template_filter(loud, "loud")


@app.get("/tidied")
def show_tidied():
    return render_template_string("<p>{{ text|tidied|safe }}</p>", text=request.args["text"])  # clean: only paragraphs are left


@app.get("/breaks")
def show_breaks():
    return render_template_string("<p>{{ text|breaks|safe }}</p>", text=request.args["text"])  # clean: escaped by the filter


@app.get("/loud")
def show_loud():
    return render_template_string("<p>{{ text|loud|safe }}</p>", text=request.args["text"])  # flaw: cross-site-scripting


@app.get("/in-script")
def show_in_script():
    return render_template_string("<script>{{ text|breaks|safe }}</script>", text=request.args["text"])  # flaw: cross-site-scripting
