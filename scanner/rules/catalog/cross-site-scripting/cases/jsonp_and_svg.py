"""JSONP, SVG and CSV."""
import csv
import io
import json
import re

from flask import Flask, Response, request
from markupsafe import escape

app = Flask(__name__)


@app.get("/jsonp")
def jsonp():
    body = f"{request.args['callback']}({json.dumps({'a': 1})})"
    return Response(body, mimetype="text/html")  # flaw: cross-site-scripting


@app.get("/svg")
def svg():
    return Response(f"<svg><text>{request.args['t']}</text></svg>", content_type="image/svg+xml")  # flaw: cross-site-scripting


@app.get("/svg2")
def svg2():
    return Response(f"<svg><text>{escape(request.args['t'])}</text></svg>", content_type="image/svg+xml")  # clean: escaped


@app.get("/csv")
def as_csv():
    out = io.StringIO()
    csv.writer(out).writerow([request.args["a"]])
    return Response(out.getvalue(), mimetype="text/csv")  # clean: CSV


@app.get("/html-csv")
def html_csv():
    out = io.StringIO()
    out.write("<pre>")
    out.write(request.args["a"])
    return out.getvalue()  # flaw: cross-site-scripting
