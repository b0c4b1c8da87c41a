"""A function that `re.sub` calls gets a match: its groups are text, and of what the pattern lets through."""

import os
import re

from flask import Flask, request

app = Flask(__name__)
TAG = re.compile(r"\{(\w+):([^}]*)\}")


def run(found):
    name, _, rest = found.group(2).partition(" ")
    os.system("draw " + rest)  # flaw: command-injection
    os.system("draw " + found.group(1))  # clean: letters and digits alone
    return name


@app.get("/page")
def page():
    TAG.sub(run, request.args["text"])
    re.sub(r"<<(\d+)>>", lambda found: str(os.system("play " + found[1])), request.args["text"])  # clean: digits alone
    return ""
