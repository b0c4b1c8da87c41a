"""Who calls what comes out of a database markup gives escaping up, as `|safe` does."""

import sqlite3

from flask import Flask, render_template_string
from markupsafe import Markup, escape

app = Flask(__name__)


@app.template_filter("lines")
def lines(text):
    return Markup("<br>".join(text.splitlines()))  # flaw: cross-site-scripting


@app.template_filter("safe_lines")
def safe_lines(text):
    return Markup("<br>".join(escape(line) for line in text.splitlines()))  # clean: escaped


@app.get("/entries/<int:number>")
def entry(number):
    row = sqlite3.connect("book.db").execute("select * from entries where id = ?", (number,)).fetchone()
    return render_template_string("{{ row[1]|lines }}{{ row[1]|safe_lines }}{{ row[2] }}", row=row)
