"""Chameleon: an expression in a template is Python."""

from chameleon import PageTemplate, PageTemplateLoader
from flask import Flask, request

app = Flask(__name__)
templates = PageTemplateLoader("pages")


@app.post("/a")
def a():
    return PageTemplate(request.form["page"])()  # flaw: template-injection


@app.post("/b")
def b():
    page = PageTemplate("<h1>" + request.form["title"] + "</h1><p>${text}</p>")  # flaw: template-injection
    return page.render(text="x")


@app.post("/c")
def c():
    return PageTemplate("<p>${text}</p>")(text=request.form["text"])  # clean: a value


@app.post("/d")
def d():
    return templates["page.pt"](text=request.form["text"])  # clean: a template of ours
