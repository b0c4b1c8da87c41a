"""An address that begins with the path of the request leads to a page of the server; what begins with data may be a script."""

from flask import Flask, render_template_string, request
from werkzeug.urls import url_encode

app = Flask(__name__)


@app.template_global()
def with_page(number):
    given = request.args.copy()
    given["page"] = number
    return f"{request.path}?{url_encode(given)}"


@app.template_global()
def with_start(start):
    return request.args["base"] + request.path + "?" + start


@app.get("/list")
def shown():
    return render_template_string('<a href="{{ with_page(2) }}">next</a>')  # clean: it begins with a slash


@app.get("/list/given")
def given():
    return render_template_string('<a href="{{ with_start(start) }}">next</a>', start=request.args["start"])  # flaw: cross-site-scripting


@app.get("/list/joined")
def joined():
    there = request.full_path + "&more=" + request.args["more"]
    return render_template_string('<a href="{{ there }}">next</a>', there=there)  # clean: it begins with a slash
