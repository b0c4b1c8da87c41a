"""Escaping makes text of a value; in scripts, addresses and attributes without quotes it does not help."""

from flask import Flask, request
from html import escape as html_escape
from markupsafe import escape

app = Flask(__name__)


@app.get("/link")
def link():
    return "<a href='%s'>x</a>" % escape(request.args["u"])  # flaw: cross-site-scripting


@app.get("/path")
def path():
    return "<a href='/search?q=%s'>x</a>" % escape(request.args["q"])  # clean: behind a path of ours


@app.get("/script")
def script():
    return f"<script>var q = '{escape(request.args['q'])}'; run(q + {escape(request.args['n'])})</script>"  # flaw: cross-site-scripting


@app.get("/unquoted")
def unquoted():
    return "<input value=" + html_escape(request.args["q"]) + ">"  # flaw: cross-site-scripting


@app.get("/handler")
def handler():
    return '<b onclick="show({})">x</b>'.format(escape(request.args["q"]))  # flaw: cross-site-scripting


@app.get("/quoted")
def quoted():
    title = escape(request.args["t"])
    return f'<p title="{title}">{title}</p>'  # clean: text and a quoted attribute


@app.get("/number")
def number():
    return "<script>page(%s)</script>" % int(request.args["n"])  # clean: a number
