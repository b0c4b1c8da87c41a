"""A reader class in another module parses; the view only passes the body on."""

from flask import Flask, request
from reader import InvoiceReader, StrictReader

app = Flask(__name__)


@app.post("/invoices")
def invoices():
    reader = InvoiceReader()
    return {"total": reader.total(request.get_data())}  # source(a): http-body


@app.post("/strict")
def strict():
    return {"total": StrictReader().total(request.get_data())}
