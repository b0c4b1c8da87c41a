"""Shells that read commands from their input, and programs that read data."""

import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/lines")
def lines():
    with subprocess.Popen(["/bin/sh", "-e"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as shell:
        out, _ = shell.communicate("cd files\nls " + request.form["d"] + "\n")  # flaw: command-injection
    return {"out": out}


@app.post("/script")
def script():
    done = subprocess.run(["bash"], input=f"ls {request.form['d']}", text=True, capture_output=True)  # flaw: command-injection
    return {"out": done.stdout}


@app.post("/query")
def query():
    out = subprocess.check_output(["psql", "-d", "shop"], input="select " + request.form["what"], text=True)  # flaw: command-injection
    return {"out": out}


@app.post("/sorted")
def in_order():
    done = subprocess.run(["sort"], input=request.form["rows"], text=True, capture_output=True)  # clean: data
    return {"out": done.stdout}


@app.post("/given")
def given():
    done = subprocess.run(["sh", "-c", "sort | uniq"], input=request.form["rows"], text=True, capture_output=True)  # clean: data of a script that is constant
    return {"out": done.stdout}


@app.post("/packed")
def packed():
    tool = subprocess.Popen(["gzip", "-c"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    out, _ = tool.communicate(request.get_data())  # clean: data
    return {"length": len(out)}
