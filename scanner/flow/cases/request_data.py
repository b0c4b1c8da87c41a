"""Everything that a visitor controls, and what is no text."""

import os

from flask import Flask, request, session

app = Flask(__name__)


@app.post("/all/<path:rest>")
def everything(rest):
    os.system(rest)  # flaw: command-injection
    os.system(request.args["a"])  # flaw: command-injection
    os.system(request.args.get("a"))  # flaw: command-injection
    os.system(request.args.getlist("a")[0])  # flaw: command-injection
    os.system(request.args.to_dict()["a"])  # flaw: command-injection
    os.system(request.form["a"])  # flaw: command-injection
    os.system(request.values["a"])  # flaw: command-injection
    os.system(request.json["a"])  # flaw: command-injection
    os.system(request.get_json(force=True)["a"]["b"])  # flaw: command-injection
    os.system(request.data.decode())  # flaw: command-injection
    os.system(request.get_data(as_text=True))  # flaw: command-injection
    os.system(request.stream.read())  # flaw: command-injection
    os.system(request.headers["X-Name"])  # flaw: command-injection
    os.system(request.headers.get("X-Name", ""))  # flaw: command-injection
    os.system(request.cookies["a"])  # flaw: command-injection
    os.system(request.path)  # flaw: command-injection
    os.system(request.full_path)  # flaw: command-injection
    os.system(request.url)  # flaw: command-injection
    os.system(request.base_url)  # flaw: command-injection
    os.system(request.query_string.decode())  # flaw: command-injection
    os.system(request.host)  # flaw: command-injection
    os.system(request.referrer)  # flaw: command-injection
    os.system(request.user_agent.string)  # flaw: command-injection
    os.system(request.authorization.username)  # flaw: command-injection
    os.system(request.environ["HTTP_X_NAME"])  # flaw: command-injection
    os.system(request.view_args["rest"])  # flaw: command-injection
    os.system(request.files["a"].filename)  # flaw: command-injection
    os.system(request.files["a"].read().decode())  # flaw: command-injection
    os.system(request.content_type)  # flaw: command-injection
    os.system(request.mimetype)  # flaw: command-injection
    os.system(request.method)  # clean: a route knows its methods
    os.system(request.endpoint)  # clean: the name of a view
    os.system(f"sleep {request.content_length}")  # clean: a number
    return {}


@app.get("/n/<int:number>")
def number(number):
    os.system(f"sleep {number}")  # clean: the converter makes a number
    return {}


@app.get("/u/<uuid:key>/<float:size>/<name>")
def others(key, size, name):
    os.system(f"touch {key}")  # clean: a UUID
    os.system(f"sleep {size}")  # clean: a number
    os.system(name)  # flaw: command-injection
    return {}


@app.get("/typed")
def typed():
    os.system(f"sleep {request.args.get('n', type=int)}")  # clean: a number
    os.system(f"sleep {request.args.get('n', 1, type=str)}")  # flaw: command-injection
    return {}


@app.get("/loop")
def loop():
    for key, value in request.args.items():
        os.system(key)  # flaw: command-injection
        os.system(value)  # flaw: command-injection
    for upload in request.files.getlist("files"):
        os.system(upload.filename)  # flaw: command-injection
    return {}


@app.get("/session")
def of_session():
    os.system(session["fixed"])  # clean: signed, and set by us alone
    return {}


@app.get("/assets/<any(css, js):folder>/<name>")
def assets(folder, name):
    os.system("ls " + folder)  # clean: one of two words
    os.system("ls " + name)  # flaw: command-injection
    return ""
