"""The guard sends the headers."""
# options: pedantic

from flask import Flask
from flask_stopple import Stopple

app = Flask(__name__)  # clean: the guard sends them
Stopple(app)


@app.route("/")
def index():
    return "<h1>hello</h1>"
