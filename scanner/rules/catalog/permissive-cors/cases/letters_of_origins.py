"""An origin that holds a text somewhere is no origin of ours."""

from flask import Flask, jsonify, request

app = Flask(__name__)
ORIGINS = ("https://portal.example", "https://shop.example")


@app.get("/partner")
def partner():
    answer, origin = jsonify(name="x"), request.headers.get("Origin", "")
    if "portal.example" in origin:
        answer.headers["Access-Control-Allow-Credentials"] = "true"
        answer.headers["Access-Control-Allow-Origin"] = origin  # flaw: permissive-cors
    return answer


@app.get("/listed")
def listed():
    answer, origin = jsonify(name="x"), request.headers.get("Origin", "")
    if origin in ORIGINS:
        answer.headers["Access-Control-Allow-Credentials"] = "true"
        answer.headers["Access-Control-Allow-Origin"] = origin  # clean: one of ours
    return answer
