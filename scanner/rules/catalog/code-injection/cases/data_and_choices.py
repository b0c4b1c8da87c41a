"""Data is read as data, and a choice is looked up."""

import ast
import importlib
import json
import operator

from flask import Flask, abort, request

app = Flask(__name__)
OPERATIONS = {"add": operator.add, "sub": operator.sub}
PLUGINS = ("charts", "tables")


@app.get("/literal")
def literal():
    return {"value": ast.literal_eval(request.args["value"])}  # clean: literals only


@app.get("/json")
def as_json():
    return {"value": json.loads(request.args["value"])}  # clean: data


@app.get("/operation")
def operation():
    chosen = OPERATIONS.get(request.args["op"], operator.add)
    return {"value": chosen(1, int(request.args["x"]))}  # clean: a function of ours


@app.get("/constant")
def constant():
    x = float(request.args["x"])
    return {"value": eval("x * 2", {"x": x})}  # clean: the code is a constant


@app.get("/plugin")
def plugin():
    name = request.args["plugin"]
    if name not in PLUGINS:
        abort(404)
    return {"doc": importlib.import_module("plugins." + name).__doc__}  # clean: on the list


class Model:
    def eval(self):
        return self

    def exec(self, text):
        return len(text)


@app.get("/methods")
def methods():
    model = Model().eval()
    return {"length": model.exec(request.args["text"])}  # clean: a method of ours


@app.get("/number")
def number():
    return {"value": eval("1 << %d" % int(request.args["bits"]))}  # clean: a number
