"""`shlex.quote` brings its own quotes; quotes around them undo it."""

import shlex
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/twice")
def twice():
    name = shlex.quote(request.form["name"])
    subprocess.run("dig '" + name + "'", shell=True)  # flaw: command-injection
    subprocess.run(f'dig "{name}"', shell=True)  # flaw: command-injection
    subprocess.run("dig " + name, shell=True)  # clean: quoted once
    subprocess.run(f"echo 'looking up' && dig {name}", shell=True)  # clean: the quotes before are closed
    subprocess.run("dig '%s'" % int(request.form["number"]), shell=True)  # clean: a number
    return {}
