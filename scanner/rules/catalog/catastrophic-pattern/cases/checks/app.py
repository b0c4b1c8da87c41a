"""The pattern stands in another file."""

from flask import Flask, request

from checks import is_title

app = Flask(__name__)


@app.get("/check")
def check():
    return {"fits": is_title(request.args["title"])}  # source(b): http-query
