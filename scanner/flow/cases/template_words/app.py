"""What the application puts into templates beside the variables: filters, functions, processors; and macros of other files."""

from fancy_forms import FancyForm
from flask import Flask, g, render_template, request
from markupsafe import Markup, escape

app = Flask(__name__)


@app.template_filter("bold")
def make_bold(text):
    return Markup("<b>" + text + "</b>")  # flaw: cross-site-scripting


@app.template_filter()
def careful(text):
    return Markup("<b>" + escape(text) + "</b>")  # clean: escaped


@app.template_filter()
def shout(text):
    return text.upper()


def mark(text):
    return Markup("<mark>%s</mark>" % text)  # flaw: cross-site-scripting


def quiet(text):
    return Markup("<small>%s</small>" % text)  # clean: what comes here is a word of ours


app.jinja_env.filters["mark"] = mark
app.jinja_env.filters.update(quiet=quiet)


@app.template_global()
def highlight(text):
    return Markup("<i>" + text + "</i>")  # flaw: cross-site-scripting


@app.context_processor
def words():
    def label(text):
        return Markup(f"<label>{text}</label>")  # flaw: cross-site-scripting

    return {"label": label, "language": request.args.get("lang", "en"), "year": 2024}


@app.get("/")
def start():
    g.term = request.args["term"]
    return render_template("start.html", raw=request.args["t"], ours="a", table={"k": request.args["y"]}, form=FancyForm(request.form))
