"""pathlib in long chains."""
from pathlib import Path

from flask import Flask, request

app = Flask(__name__)
DATA = Path(__file__).parent / "data"


@app.get("/a")
def a():
    p = DATA.joinpath("x", request.args["n"]).with_suffix(".txt")
    return {"t": p.read_text() if p.exists() else ""}  # flaw: path-traversal


@app.get("/b")
def b():
    p = (DATA / "x").with_name(Path(request.args["n"]).stem + ".txt")
    return {"t": p.read_text()}  # clean: a stem has no folder


@app.get("/c")
def c():
    for p in DATA.iterdir():
        if p.name == request.args["n"]:
            return {"t": p.read_text()}  # clean: a file of ours
    return {}


@app.get("/d")
def d():
    with (DATA / f"{request.args['n']}.txt").open() as f:  # flaw: path-traversal
        return {"t": f.read()}
