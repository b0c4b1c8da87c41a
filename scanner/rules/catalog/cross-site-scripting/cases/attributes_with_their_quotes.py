"""`quoteattr` puts the quotes around; texts of other kinds are no pages."""

from xml.sax.saxutils import quoteattr

from flask import Flask, Response, request
from jinja2 import Environment
from markupsafe import escape

app = Flask(__name__)
NOTE = Environment().from_string("# {{ title }}\n")


@app.get("/quoted")
def quoted():
    return f"<img alt={quoteattr(request.args['alt'])} src=/a.png>"  # clean: quotes and all


@app.get("/bare")
def bare():
    return f"<img alt={escape(request.args['alt'])} src=/a.png>"  # flaw: cross-site-scripting


@app.get("/note")
def note():
    return Response(NOTE.render(title=request.args["title"]), content_type="text/markdown")  # clean: no page


@app.get("/shown")
def shown():
    return NOTE.render(title=request.args["title"])  # flaw: cross-site-scripting
