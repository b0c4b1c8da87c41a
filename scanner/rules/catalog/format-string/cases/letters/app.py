"""A letter class in another module formats what it was given."""

from flask import Flask, request
from letters import FixedLetter, Letter

app = Flask(__name__)


@app.post("/letters")
def letters():
    return {"text": Letter(request.form["text"]).to("Lotte")}  # source(a): http-form


@app.post("/fixed")
def fixed():
    return {"text": FixedLetter().to(request.form["name"])}
