"""A guard that leaves redirects alone."""

from flask import Flask, redirect, request
from flask_stopple import Stopple

app = Flask(__name__)
Stopple(app, redirects=False)


@app.get("/go")
def go():
    return redirect(request.args["next"])  # flaw: open-redirect
