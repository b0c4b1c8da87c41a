"""Libraries that escape unless they are told not to, and one that is told to; a response whose type was given when it was made."""

import html

import mistune
import pandas
from chameleon import PageTemplate, PageTextTemplate
from flask import Flask, Response, request

app = Flask(__name__)
RAW = False
comments = mistune.create_markdown(escape=True)
articles = mistune.create_markdown(escape=False, plugins=["table"])


@app.get("/table")
def table():
    frame = pandas.DataFrame({"name": [request.args["name"]]})
    if "plain" in request.args:
        return frame.to_html()  # clean: cells are escaped
    return frame.to_html(escape=False)  # flaw: cross-site-scripting


@app.get("/report")
def report():
    frame = pandas.DataFrame([{"title": request.args["title"], "link": "<a href='/a'>a</a>"}])
    return "<main>" + frame.to_html(classes="wide", escape=RAW) + "</main>"  # flaw: cross-site-scripting


@app.get("/shown")
def shown():
    frame = pandas.DataFrame({"name": [request.args["name"]]})
    return frame.to_html(index=False, escape=True)  # clean: escaped


@app.get("/comment")
def comment():
    return comments(request.args["text"])  # clean: HTML in the text is escaped


@app.get("/article")
def article():
    return articles(request.args["text"])  # flaw: cross-site-scripting


@app.get("/note")
def note():
    return mistune.markdown(request.args["text"])  # clean: escaped unless it is switched off


@app.get("/raw-note")
def raw_note():
    return mistune.markdown(request.args["text"], escape=False)  # flaw: cross-site-scripting


@app.get("/page")
def page():
    return mistune.html(request.args["text"])  # flaw: cross-site-scripting


@app.get("/quoted")
def quoted():
    return "<p>" + html.escape(request.args["q"], quote=False) + "</p>"  # clean: between elements quotes mean nothing


@app.get("/undone")
def undone():
    return "<p>" + html.unescape(html.escape(request.args["q"], quote=False)) + "</p>"  # flaw: cross-site-scripting


@app.get("/pages")
def pages():
    return PageTemplate("<p>${name}</p>")(name=request.args["name"])  # clean: Chameleon escapes


@app.get("/texts")
def texts():
    return PageTextTemplate("Hello ${name}")(name=request.args["name"])  # flaw: cross-site-scripting


@app.get("/data")
def data():
    response = Response(mimetype="application/json")
    response.data = '{"q": "' + request.args["q"] + '"}'  # clean: no page
    return response


@app.get("/lines")
def lines():
    response = Response(status=200, content_type="text/plain; charset=utf-8")
    response.set_data(request.args["q"])  # clean: no page
    return response


@app.get("/named")
def named():
    response = Response(headers={"Content-Type": "text/csv"})
    response.data = request.args["q"]  # clean: no page
    return response


@app.get("/markup")
def markup():
    response = Response(mimetype="text/html")
    response.data = request.args["q"]  # flaw: cross-site-scripting
    return response
