"""A guard that sends no headers, and an extension of before that sends some."""
# options: pedantic

from flask import Flask
from flask_stopple import Stopple

app = Flask(__name__)  # flaw: missing-security-headers
app.config["STOPPLE_HEADERS"] = False
Stopple(app)


@app.route("/")
def index():
    return "<h1>hello</h1>"
