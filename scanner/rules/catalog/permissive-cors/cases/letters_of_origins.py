"""A text that is looked for in an origin is found in that of anybody who names his host so."""

from flask import Flask, jsonify, request

app = Flask(__name__)
PARTNERS = {"https://shop.example", "https://press.example"}


@app.get("/letters")
def letters():
    answer = jsonify(basket=request.cookies.get("basket"))
    origin = request.headers.get("Origin", "")
    if "shop.example" in origin:
        answer.headers["Access-Control-Allow-Origin"] = origin  # flaw: permissive-cors
        answer.headers["Access-Control-Allow-Credentials"] = "true"
    return answer


@app.get("/there")
def there():
    answer = jsonify(basket=request.cookies.get("basket"))
    if "Origin" in request.headers:
        answer.headers["Access-Control-Allow-Credentials"] = "true"
        answer.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]  # flaw: permissive-cors
    return answer


@app.get("/one-of-them")
def one_of_them():
    answer = jsonify(basket=request.cookies.get("basket"))
    origin = request.headers.get("Origin", "")
    if origin in PARTNERS:
        answer.headers["Access-Control-Allow-Origin"] = origin  # clean: it is one of those
        answer.headers["Access-Control-Allow-Credentials"] = "true"
    return answer


@app.get("/both")
def both():
    answer = jsonify(basket=request.cookies.get("basket"))
    origin = request.headers.get("Origin", "")
    if "https" in origin and origin in PARTNERS:
        answer.headers["Access-Control-Allow-Origin"] = origin  # clean: it is one of those
        answer.headers["Access-Control-Allow-Credentials"] = "true"
    return answer
