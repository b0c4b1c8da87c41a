"""Who may read the answers."""

from flask import Flask, make_response, request
from flask_cors import CORS, cross_origin

app = Flask(__name__)
ANY = "*"
CORS(app, origins="*", supports_credentials=True)  # flaw: permissive-cors
CORS(app, origins=ANY, supports_credentials=True)  # flaw: permissive-cors
CORS(app, supports_credentials=True)  # flaw: permissive-cors
CORS(app, resources={r"/api/*": {"origins": "*"}}, supports_credentials=True)  # flaw: permissive-cors
CORS(app, origins=["https://shop.example"], supports_credentials=True)  # clean: one origin
CORS(app)  # clean: public data, pedantic


@app.get("/reflect")
def reflect():
    response = make_response("hello")
    response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]  # flaw: permissive-cors
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


@app.get("/checked")
def checked():
    response = make_response("hello")
    origin = request.headers["Origin"]
    if origin in {"https://shop.example", "https://www.shop.example"}:
        response.headers["Access-Control-Allow-Origin"] = origin  # clean: one of ours
    return response


@app.get("/open")
def open_to_all():
    response = make_response("hello")
    response.headers["Access-Control-Allow-Origin"] = "*"  # clean: public data, pedantic
    return response
