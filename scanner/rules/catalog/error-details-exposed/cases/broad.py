"""What is caught whatever it is, and told."""
import traceback
from flask import Flask, jsonify, request, abort

app = Flask(__name__)


@app.get("/e1")
def e1():
    try:
        return str(1 / int(request.args["x"]))
    except Exception as e:
        return str(e), 500  # flaw: error-details-exposed


@app.get("/e2")
def e2():
    try:
        return "x"
    except Exception:
        return traceback.format_exc(), 500  # flaw: error-details-exposed


@app.get("/e3")
def e3():
    try:
        return "x"
    except Exception as e:
        app.logger.error(e)
        return jsonify(error="internal"), 500  # clean: nothing told


@app.get("/e4")
def e4():
    try:
        return "x"
    except Exception as e:
        return jsonify({"error": str(e), "type": type(e).__name__})  # flaw: error-details-exposed


@app.errorhandler(500)
def handler2(e):
    return "<p>sorry</p>", 500  # clean: nothing told
