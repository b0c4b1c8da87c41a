"""A command runs in a process of its own: what visitors left in the memory of the server is not there."""

import subprocess

import click
from flask import Flask, request

app = Flask(__name__)
SEEN = []


@app.post("/seen")
def remember():
    SEEN.append(request.form["name"])
    return {}


@app.get("/seen")
def show():
    subprocess.run("show " + SEEN[-1], shell=True)  # flaw: command-injection
    return {}


@app.cli.command("print-seen")
def print_seen():
    for name in SEEN:
        subprocess.run("show " + name, shell=True)  # clean: nobody left anything in this process


@app.cli.command("remove")
@click.argument("name")
def remove(name):
    subprocess.run("remove " + name, shell=True)  # clean: who calls the command has the shell already
