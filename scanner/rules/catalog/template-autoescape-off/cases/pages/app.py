"""Parts of template files."""

from flask import Flask, render_template

app = Flask(__name__)


@app.get("/")
def start():
    return render_template("loose.html", name="x")
