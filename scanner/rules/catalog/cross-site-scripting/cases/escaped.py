"""Pages that show visitors' data and are safe."""

import html
import json

import markupsafe
from flask import Flask, Response, jsonify, make_response, redirect, render_template_string, request, url_for
from markupsafe import Markup, escape

app = Flask(__name__)


@app.get("/escape")
def with_escape():
    return f"<h1>{escape(request.args['name'])}</h1>"  # clean: escaped


@app.get("/standard-library")
def standard_library():
    return "<p title=\"%s\">" % html.escape(request.args["title"])  # clean: escaped, and inside quotes


@app.get("/module")
def with_module():
    name = markupsafe.escape(request.args.get("name"))
    return "<b>" + name + "</b>"  # clean: markup on one side escapes the other


@app.get("/markup-format")
def markup_format():
    return Markup("<b>{}</b>").format(request.args["b"])  # clean: Markup.format escapes


@app.get("/markup-percent")
def markup_percent():
    return Markup("<b>%s</b>") % request.args["b"]  # clean: Markup's % escapes


@app.get("/markup-escape")
def markup_escape():
    return Markup.escape(request.args["b"])  # clean: escaped


@app.get("/template")
def with_template():
    return render_template_string("<h1>{{ name }}</h1>", name=request.args["name"])  # clean: Jinja escapes


@app.get("/dictionary")
def dictionary():
    return {"name": request.args["name"]}  # clean: sent as JSON


@app.get("/list")
def listed():
    return [request.args["name"]]  # clean: sent as JSON


@app.get("/jsonify")
def with_jsonify():
    return jsonify(name=request.args["name"]), 201  # clean: sent as JSON


@app.get("/plain")
def plain_text():
    return Response("Hello " + request.args["name"], mimetype="text/plain")  # clean: no browser takes it for a page


@app.get("/content-type")
def content_type():
    return "Hello " + request.args["name"], 200, {"Content-Type": "text/plain; charset=utf-8"}  # clean: no page


@app.get("/json-text")
def json_text():
    text = json.dumps({"name": request.args["name"]})
    return Response(text, content_type="application/json")  # clean: sent as JSON


@app.get("/made")
def made():
    response = make_response(request.args["csv"])  # clean: no page, as the line below says
    response.mimetype = "text/csv"
    return response


@app.get("/number/<int:number>")
def number(number):
    return "<p>%d</p>" % number  # clean: a number


@app.get("/float/<float:price>")
def price(price):
    return f"<p>{price}</p>"  # clean: a number


@app.get("/id/<uuid:key>")
def key(key):
    return f"<p>{key}</p>"  # clean: a UUID


@app.get("/length")
def length():
    return "<p>%s letters</p>" % len(request.args["text"])  # clean: a number


@app.get("/choice")
def choice():
    colour = request.args.get("colour")
    if colour not in ("red", "green"):
        colour = "red"
    return f"<p style='color: {colour}'>"  # clean: one of two


@app.get("/moved")
def moved():
    return redirect(url_for("number", number=1, q=request.args["q"]))  # clean: url_for quotes


@app.post("/saved")
def saved():
    return "", 204  # clean: nothing in it
