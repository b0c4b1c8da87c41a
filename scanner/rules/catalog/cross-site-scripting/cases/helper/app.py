"""Pages are put together by a small layer of our own in another package."""

from flask import Flask, request
from pages import layout
from pages.layout import Page, heading as title

app = Flask(__name__)


@app.route("/search")
def search():
    q = request.args["q"]  # source(a): http-query
    return layout.page("Search", "Results for " + q)  # flaw(a): cross-site-scripting


@app.route("/about")
def about():
    return layout.page("About", "We sell books")  # clean: constants


@app.route("/title")
def with_title():
    return title(request.args["title"])  # clean: the helper escapes


@app.route("/class")
def with_class():
    page = Page(request.args["title"])
    page.add("<p>" + request.args["text"] + "</p>")
    return page.render()  # flaw: cross-site-scripting


@app.route("/class-safe")
def with_class_safe():
    page = Page(request.args["title"])
    page.add_text(request.args["text"])
    return page.render()  # clean: title and text are escaped in the class


@app.route("/converted")
@layout.boxed
def converted():
    return request.args["box"]  # flaw: cross-site-scripting
