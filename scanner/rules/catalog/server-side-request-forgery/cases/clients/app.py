"""A client class of another module requests what it is told."""

from clients import Api, Fetcher
from flask import Flask, request

app = Flask(__name__)


@app.get("/fetch")
def fetch():
    fetcher = Fetcher(request.args["url"])  # source(a): http-query
    return {"size": fetcher.size()}


@app.get("/api")
def api():
    return {"status": Api("https://api.example.com/").status(request.args["what"])}


@app.get("/other-api")
def other_api():
    return {"status": Api(request.args["base"]).status("health")}
