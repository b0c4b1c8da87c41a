"""The text of an exception: for pedantic readers."""

# options: pedantic

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/text")
def text():
    try:
        return {"value": int("x")}
    except ValueError as error:
        return {"error": str(error)}, 400  # flaw: error-details-exposed


@app.get("/formatted")
def formatted():
    try:
        return {"value": int("x")}
    except ValueError as error:
        return jsonify(error=f"failed: {error}"), 400  # flaw: error-details-exposed
