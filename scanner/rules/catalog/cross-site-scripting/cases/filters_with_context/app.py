"""Filters that are given something of Jinja's first, and what code that is not seen makes of a thing that it found."""

import jinja2
from flask import Flask, render_template, request
from library_that_nobody_knows import shop

app = Flask(__name__)


@jinja2.pass_context
def linked(context, value):
    return "<a href='/x'>%s</a>" % value


@jinja2.pass_context
def of_page(context, value):
    return "<b>%s</b>" % context.get("title")


@jinja2.pass_context
def address(context, thing):
    return context.parent["site"].address_of(thing)


def prepare(jinja_env):
    jinja_env.filters["linked"] = linked
    jinja_env.filters["of_page"] = of_page
    jinja_env.filters["address"] = address


prepare(app.jinja_env)


@app.get("/")
def start():
    return render_template("start.html", name=request.args["name"], thing=shop.thing(request.args["thing"]))


@app.get("/thing")
def thing():
    found = shop.thing(request.args["thing"])
    return "<h1>" + found + "</h1>"  # flaw: cross-site-scripting


@app.get("/things")
def things():
    found = shop.thing(request.args["thing"])
    return "<h1>" + shop.picture(found) + "</h1>"  # clean: what the shop has for a thing that it found
