"""Engines of expressions behind other names."""

import js2py
from flask import Flask, request

app = Flask(__name__)
frames = {}


def narrowed(df, condition):
    return df.query(condition)  # flaw: code-injection


@app.route("/table/<name>")
def table(name):
    return narrowed(frames[name], request.args["where"]).to_csv()


@app.route("/known/<name>")
def known(name):
    frame = frames[name]
    return frame.query("year == @year", local_dict={"year": request.args["year"]}).to_csv()  # clean: a value, no text


@app.route("/script", methods=["POST"])
def script():
    return {"value": js2py.eval_js("(" + request.form["expression"] + ")")}  # flaw: code-injection


@app.route("/docs")
def docs():
    store = frames["docs"]
    return {"found": store.query(request.args["q"])}  # clean: nobody calls it a frame
