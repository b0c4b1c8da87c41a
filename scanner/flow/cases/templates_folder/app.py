"""What the templates of the folder do with the data that a view gives them."""

from flask import Flask, render_template, request

app = Flask(__name__)


@app.get("/")
def index():
    return render_template("index.html", name=request.args["name"], title="Shop")


@app.get("/bare")
def bare():
    return render_template("bare.html", name=request.args["name"])
