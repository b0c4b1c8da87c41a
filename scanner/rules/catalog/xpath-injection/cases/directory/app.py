"""A directory class in another module knows the expressions."""

from flask import Flask, request
from people import Directory

app = Flask(__name__)
directory = Directory("people.xml")


@app.get("/people")
def people():
    return {"found": directory.by_name(request.args["name"])}  # source(a): http-query


@app.get("/safe")
def safe():
    return {"found": directory.by_name_safely(request.args["name"])}
