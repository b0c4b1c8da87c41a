"""A class that looks into a document."""
from flask import Flask, request
from lxml import etree, html

app = Flask(__name__)


class Book:
    def __init__(self, path):
        self.tree = etree.parse(path)

    def find(self, title):
        return self.tree.xpath(self.expression(title))  # flaw: xpath-injection

    def expression(self, title):
        return f"//book[title/text() = '{title}']/@isbn"

    def by_number(self, n: int):
        return self.tree.xpath("//book[%d]" % n)  # clean: a number


BOOK = Book("books.xml")


@app.get("/a")
def a():
    BOOK.by_number(int(request.args["n"]))
    return {"r": BOOK.find(request.args["t"])}
