"""The table of `HtmlDiff` escapes the lines that it compares, and not what stands above them."""

import difflib

from flask import Flask, request

app = Flask(__name__)


@app.post("/diff")
def lines():
    made = difflib.HtmlDiff(wrapcolumn=60).make_table(
        request.form["old"].splitlines(), request.form["new"].splitlines(), "Before", "After", context=True
    )
    return "<main>" + made + "</main>"  # clean: the lines are escaped


@app.post("/diff/named")
def named():
    name = request.form["name"]
    return difflib.HtmlDiff().make_file(["a"], ["b"], fromdesc=name)  # flaw: cross-site-scripting


@app.post("/diff/plain")
def plain():
    found = difflib.unified_diff([request.form["old"]], [request.form["new"]])
    return "<pre>" + "".join(found) + "</pre>"  # flaw: cross-site-scripting
