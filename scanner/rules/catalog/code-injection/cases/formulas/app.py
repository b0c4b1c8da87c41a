"""Formulas of a spreadsheet go through a class of another module."""

from flask import Flask, request
from sheet import Cell, Sheet

app = Flask(__name__)


@app.post("/cells/<name>")
def set_cell(name):
    sheet = Sheet()
    sheet.put(name, request.get_json()["formula"])  # source(a): http-json
    return {"value": sheet.value(name)}


@app.get("/total")
def total():
    return {"value": Cell("1 + 1").value()}
