"""Parts of template files."""

from flask import Flask, render_template, request

app = Flask(__name__)


@app.get("/")
def start():
    return render_template("loose.html", name=request.args["name"], hint="<b>new</b>")
