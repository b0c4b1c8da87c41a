"""Template files: escaped by their ending, unless the template says otherwise."""

from flask import Flask, render_template, request

app = Flask(__name__)


@app.get("/shown")
def shown():
    return render_template("shown.html", name=request.args["name"], text=request.args["text"])


@app.get("/safe")
def safe():
    return render_template("shown_safely.html", name=request.args["name"])  # clean: escaped
