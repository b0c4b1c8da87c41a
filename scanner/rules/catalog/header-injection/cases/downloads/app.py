"""A builder of responses in another module sets the headers."""

from answers import Download
from flask import Flask, request

app = Flask(__name__)


@app.get("/download")
def download():
    answer = Download("a;b").of_type(request.args["type"])  # source(a): http-query
    return answer.response()


@app.get("/csv")
def csv():
    return Download("a;b").of_type("text/csv").response()
