"""Names of cached pictures are made from digests, or almost."""
import hashlib
import os

from flask import Flask, request, send_file

app = Flask(__name__)
CACHE = "/var/cache/img"


def cached(url, ext):
    return os.path.join(CACHE, hashlib.sha256(url.encode()).hexdigest() + ext)


@app.get("/img")
def img():
    return send_file(cached(request.args["u"], ".png"))  # clean: a digest


@app.get("/img2")
def img2():
    return send_file(cached(request.args["u"], request.args["ext"]))  # flaw: path-traversal
