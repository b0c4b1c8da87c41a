"""A filter class in another module compiles."""

from filters import Filter, PlainFilter
from flask import Flask, request

app = Flask(__name__)


@app.get("/lines")
def lines():
    return {"lines": Filter(request.args["q"]).apply(["a", "b"])}  # source(a): http-query


@app.get("/plain")
def plain():
    return {"lines": PlainFilter(request.args["q"]).apply(["a", "b"])}
