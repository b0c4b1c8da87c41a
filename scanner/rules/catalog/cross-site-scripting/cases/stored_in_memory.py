"""A guest book in a list."""
from flask import Flask, render_template_string, request
from markupsafe import escape as esc

app = Flask(__name__)
entries = []
safe_entries = []
counts = {}


@app.put("/entries")
def add():
    entries.append({"name": request.json["name"], "n": 1})
    safe_entries.append(str(esc(request.json["name"])))
    counts[request.json["name"]] = len(entries)
    return {}


@app.get("/entries")
def show():
    return "<ul>" + "".join("<li>" + e["name"] for e in entries) + "</ul>"  # flaw: cross-site-scripting


@app.get("/safe")
def safe():
    return "<br>".join(safe_entries)  # clean: escaped before


@app.get("/count")
def count():
    return f"{sum(counts.values())} of {len(entries)}"  # clean: numbers


@app.get("/template")
def template():
    return render_template_string("{% for e in entries %}{{ e.name }}{% endfor %}", entries=entries)  # clean: escaped
