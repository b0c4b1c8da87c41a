"""An application that escapes all of its templates, whatever their names are."""

from flask import Flask, render_template, request

app = Flask(__name__)
app.jinja_options = {"autoescape": True, "trim_blocks": True}


@app.get("/page")
def page():
    return render_template("page.jinja2", name=request.args["name"])  # clean: the template escapes
