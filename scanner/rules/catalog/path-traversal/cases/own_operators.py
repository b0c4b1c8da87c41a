"""Paths that a class of the project puts together by an operator, and files that are opened without waiting."""
import contextlib
from pathlib import Path

import aiofiles
from flask import Flask, abort, request

app = Flask(__name__)
ROOT = Path("/srv/drawers")


class Drawer:
    def __init__(self, name):
        self.name = name

    def __truediv__(self, other):
        return ROOT / self.name / other


@contextlib.contextmanager
def drawer():
    yield Drawer(request.args["drawer"])


@app.get("/list")
def listing():
    with drawer() as found:
        return (found / "list.txt").read_text(), 200, {"Content-Type": "text/plain"}  # flaw: path-traversal


@app.get("/own")
def own():
    return (Drawer("top") / "list.txt").read_text(), 200, {"Content-Type": "text/plain"}  # clean: one of ours


async def read(path):
    async with aiofiles.open(path) as file:  # flaw: path-traversal
        return await file.read()


@app.get("/sheet")
async def sheet():
    return await read(ROOT / request.args["sheet"]), 200, {"Content-Type": "text/plain"}


@app.get("/sheet/<int:number>")
async def numbered(number):
    if number > 99:
        abort(404)
    async with aiofiles.open(ROOT / f"{number}.txt") as file:  # clean: a number
        return await file.read(), 200, {"Content-Type": "text/plain"}
