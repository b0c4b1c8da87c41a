"""The host of an address, compared as one of several parts."""

from urllib.parse import urljoin, urlsplit

from flask import Flask, current_app, redirect, request

app = Flask(__name__)


def home():
    return current_app.config["HOME"] + "/"


@app.get("/first_two")
def first_two():
    target = urljoin(home(), request.args.get("to", ""))
    if urlsplit(target)[:2] != urlsplit(home())[:2]:
        target = home()
    return redirect(target)  # clean: scheme and host are our own


@app.get("/second")
def second():
    target = urljoin(home(), request.args.get("to", ""))
    if urlsplit(target)[1] == urlsplit(home())[1]:
        return redirect(target)  # clean: the host is our own
    return redirect(target)  # flaw: open-redirect


@app.get("/tuple")
def in_a_tuple():
    target = urljoin(home(), request.args.get("to", ""))
    there, here = urlsplit(target), urlsplit(home())
    if (there.scheme, there.netloc) != (here.scheme, here.netloc):
        return redirect(home())
    return redirect(target)  # clean: scheme and host are our own


@app.get("/scheme_alone")
def scheme_alone():
    target = request.args.get("to", "")
    if urlsplit(target)[:1] != ("https",):
        target = home()
    return redirect(target)  # flaw: open-redirect


@app.get("/path_alone")
def path_alone():
    target = request.args.get("to", "")
    there, here = urlsplit(target), urlsplit(home())
    if (there.scheme, there.path) != (here.scheme, here.path):
        target = home()
    return redirect(target)  # flaw: open-redirect
