"""Code that is not known finds things by what a visitor sends, or makes something of it."""

import os

import requests
from flask import Flask, Response, make_response, request, send_from_directory

from storehouse import Document, catalogue, get_action, render_page, rewrite

app = Flask(__name__)


@app.get("/found/<key>")
def found(key):
    thing = catalogue.get_thing(key)
    return send_from_directory(thing.folder, "cover.png")  # clean: the folder of a thing that was found by its key


@app.get("/action/<key>")
def action(key):
    thing = get_action("show")({}, {"id": key})
    return requests.get(thing["url"]).text  # clean: what was found by its key


@app.get("/property/<name>")
def of_property(name):
    thing = catalogue.thing(name)
    return {"names": os.listdir(thing.folder)}  # clean: a property of a thing that was made elsewhere


@app.get("/rewritten/<path:name>")
def rewritten(name):
    return {"names": os.listdir(rewrite(name))}  # flaw: path-traversal


@app.get("/method")
def of_method():
    document = Document(request.args["path"])
    return {"names": os.listdir(document.location())}  # flaw: path-traversal


@app.get("/page/<name>")
def page(name):
    return make_response(render_page("page.html", name=name))  # clean: most often a page that escapes


@app.get("/page/again/<name>")
def page_again(name):
    return Response(render_page("page.html", name=name))  # clean: most often a page that escapes


@app.get("/status")
def status():
    return make_response("ready", request.args.get("status", "200"))  # clean: a status is no page


@app.get("/status/body")
def status_body():
    return make_response(request.args.get("text", ""), 200)  # flaw: cross-site-scripting
