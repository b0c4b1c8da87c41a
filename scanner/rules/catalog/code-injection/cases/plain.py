"""Text of a visitor is run as Python."""

import importlib
import pickle  # noqa: F401
from code import InteractiveInterpreter

from flask import Flask, request

app = Flask(__name__)


@app.get("/evaluated")
def evaluated():
    expression = request.args["x"]  # source(a): http-query
    return {"result": eval(expression)}  # flaw(a): code-injection


@app.post("/executed")
def executed():
    exec(request.form["code"])  # flaw: code-injection
    return "", 204


@app.post("/compiled")
def compiled():
    code = compile(request.get_data(as_text=True), "<visitor>", "exec")
    return {"names": list(code.co_names)}  # clean: it is not run


@app.post("/compiled-and-run")
def compiled_and_run():
    code = compile(request.get_data(as_text=True), "<visitor>", "exec")
    exec(code)  # flaw: code-injection
    return {"names": list(code.co_names)}


@app.get("/formatted")
def formatted():
    return {"result": eval("2 * (%s)" % request.args["x"])}  # flaw: code-injection


@app.get("/imported/<name>")
def imported(name):  # source(b): http-path
    module = importlib.import_module("plugins." + name)  # flaw(b): code-injection
    return {"doc": module.__doc__}


@app.get("/imported-by-function")
def imported_by_function():
    module = __import__(request.args["module"])  # flaw: code-injection
    return {"doc": module.__doc__}


@app.post("/console")
def console():
    InteractiveInterpreter().runsource(request.form["line"])  # flaw: code-injection
    return "", 204


@app.get("/restricted")
def restricted():
    # No builtins is no cage.
    return {"result": eval(request.args["x"], {"__builtins__": {}}, {})}  # flaw: code-injection
