"""Tables of pandas, which escapes what is in their cells."""

import pandas as pd
from flask import Flask, request
from markupsafe import Markup

app = Flask(__name__)


def table(frame):
    return Markup(frame.head(200).to_html(classes="data", index=False))  # clean: escaped by pandas


@app.post("/upload")
def upload():
    return table(pd.read_csv(request.files["file"].stream).dropna())


@app.post("/raw")
def raw():
    frame = pd.read_csv(request.files["file"].stream)
    return frame.sort_values("name").to_html(escape=False)  # flaw: cross-site-scripting


@app.post("/unknown")
def unknown():
    df = load(request.form["name"])
    return df.tail(5).to_html()  # clean: what is called a frame is taken for one
