"""A view returns a string that a visitor chose: Flask sends it as HTML."""

from flask import Flask, Response, make_response, request
from markupsafe import Markup

app = Flask(__name__)


@app.get("/hello")
def hello():
    name = request.args.get("name", "")  # source(a): http-query
    return "<h1>Hello, " + name + "</h1>"  # flaw(a): cross-site-scripting


@app.get("/echo/<text>")
def echo(text):  # source(b): http-path
    return text  # flaw(b): cross-site-scripting


@app.post("/formatted")
def formatted():
    title = request.form["title"]
    return f"<title>{title}</title>"  # flaw: cross-site-scripting


@app.get("/status")
def with_status():
    return "No page called " + request.args["page"], 404  # flaw: cross-site-scripting


@app.get("/headers")
def with_headers():
    return "No " + request.args["page"], 404, {"X-Shop": "1"}  # flaw: cross-site-scripting


@app.get("/made")
def made():
    response = make_response("<p>" + request.args["p"] + "</p>")  # flaw: cross-site-scripting
    response.headers["X-Shop"] = "1"
    return response


@app.get("/response")
def response_object():
    return Response("<p>%s</p>" % request.args["p"])  # flaw: cross-site-scripting


@app.get("/html")
def response_html():
    return Response("<p>%s</p>" % request.args["p"], mimetype="text/html")  # flaw: cross-site-scripting


@app.get("/marked")
def marked():
    text = Markup("<b>" + request.args["b"] + "</b>")  # flaw: cross-site-scripting
    return {"length": len(text)}


@app.get("/early")
def early():
    if "q" not in request.args:
        return "Nothing to look for"
    if len(request.args["q"]) < 3:
        return "Too short: " + request.args["q"]  # flaw: cross-site-scripting
    return "Found nothing"


@app.get("/streamed")
def streamed():
    q = request.args["q"]

    def lines():
        yield "<p>"
        yield q
        yield "</p>"

    return Response(lines())  # flaw: cross-site-scripting


@app.errorhandler(404)
def not_found(error):
    return "There is no page " + request.args.get("page", ""), 404  # flaw: cross-site-scripting


@app.get("/joined")
def joined():
    items = "".join("<li>" + item + "</li>" for item in request.args.getlist("item"))
    return "<ul>" + items + "</ul>"  # flaw: cross-site-scripting
