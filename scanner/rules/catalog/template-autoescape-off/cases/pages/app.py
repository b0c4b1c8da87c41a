"""Parts of template files."""

from flask import Flask, render_template, request

app = Flask(__name__)


@app.get("/")
def start():
    return render_template("loose.html", name=request.args["name"], hint="<b>new</b>")


@app.errorhandler(404)
def missing(error):
    return render_template("missing.html", name="x"), 404
