"""Back to where the visitor came from: a header, which a page of an attacker chooses only by its own address."""

from flask import Flask, redirect, request

app = Flask(__name__)


@app.post("/back")
def back():
    return redirect(request.referrer or "/")  # clean: pedantic


@app.post("/again")
def again():
    return redirect(request.url)  # clean: the same page
