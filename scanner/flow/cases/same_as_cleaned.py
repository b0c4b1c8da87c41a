"""A text that is the same as what is left of it after cleaning is as clean as that."""

import os
from pathlib import Path

from flask import Flask, abort, request
from pydantic import BaseModel, field_validator
from werkzeug.utils import secure_filename

app = Flask(__name__)


def only_name(value):
    if Path(value).name != value:
        raise ValueError("no folders")
    return value


class Report(BaseModel):
    title: str
    folder: str
    name: str
    copies: int = 1

    @field_validator("name")
    @classmethod
    def without_folders(cls, value):
        if value in ("", ".", "..") or os.path.basename(value) != value:
            raise ValueError("no folders")
        return value


@app.get("/a")
def by_helper():
    return open("/srv/" + only_name(request.args["name"])).read()  # clean: a name


@app.get("/b")
def by_equality():
    name = request.args["name"]
    if secure_filename(name) == name:
        return open("/srv/" + name).read()  # clean: a name
    return open("/srv/other/" + name).read()  # flaw: path-traversal


@app.post("/c")
def by_model():
    report = Report(**request.get_json())
    os.system("lp -n %s /srv/empty" % report.copies)  # clean: a number
    os.system("echo " + report.title)  # flaw: command-injection
    Path("/srv", report.folder, "index").write_text("")  # flaw: path-traversal
    return Path("/srv", report.name).read_text()  # clean: the model lets names through alone


@app.get("/d")
def of_another():
    name, wanted = request.args["name"], request.args["wanted"]
    if secure_filename(wanted) != wanted:
        abort(400)
    return open("/srv/" + name + wanted).read()  # flaw: path-traversal
