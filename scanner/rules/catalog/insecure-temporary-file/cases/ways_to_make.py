"""Ways to make a temporary file."""
import os
import tempfile
from flask import Flask, request

app = Flask(__name__)


@app.get("/t1")
def t1():
    name = tempfile.mktemp()  # flaw: insecure-temporary-file
    with tempfile.NamedTemporaryFile() as f:  # clean: made
        f.write(b"x")
    fd, path = tempfile.mkstemp()  # clean: made
    return ""
