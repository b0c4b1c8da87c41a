"""Helpers, classes, closures and the ways to start a program."""
import os
import shlex
import subprocess
from dataclasses import dataclass, field
from functools import partial, reduce, wraps
from typing import NamedTuple
from flask import Flask, g, request

app = Flask(__name__)


class Wrapper:
    def __init__(self, req):
        self.req = req

    def get_form(self, name):
        return self.req.form.get(name)

    def get_query(self, name):
        return self.req.args.get(name)

    @staticmethod
    def fixed(name):
        return "bar"


@app.post("/b1")
def b1():
    wrapped = Wrapper(request)
    os.system(wrapped.get_form("x"))  # flaw: command-injection
    os.system(wrapped.fixed("x"))  # clean: constant
    return ""


class Thing:
    def do(self, value, other):
        raise NotImplementedError


class One(Thing):
    def do(self, value, other):
        return value


class Two(Thing):
    def do(self, value, other):
        return other


def make(kind):
    return {"one": One, "two": Two}[kind]()


@app.post("/b2")
def b2():
    os.system(make("one").do(request.form["x"], "a"))  # flaw: command-injection
    os.system(make("two").do(request.form["x"], "a"))  # clean: constant
    return ""


@dataclass
class Job:
    name: str
    tags: list = field(default_factory=list)
    owner: str = "root"


@app.post("/b3")
def b3():
    job = Job(request.form["x"])
    job.tags.append("fixed")
    os.system(job.tags[0])  # clean: constant
    os.system(job.owner)  # clean: constant
    os.system(job.name)  # flaw: command-injection
    return ""


class Row(NamedTuple):
    first: str
    second: str


@app.post("/b4")
def b4():
    row = Row("a", request.form["x"])
    os.system(row.first)  # clean: constant
    a, b = row
    os.system(a)  # clean: constant
    os.system(b)  # flaw: command-injection
    return ""


def logged(fn):
    @wraps(fn)
    def inner(*args, **kwargs):
        return fn(*args, **kwargs)
    return inner


@logged
def run(cmd, *, cwd=None):
    subprocess.call(cmd, shell=True, cwd=cwd)  # flaw: command-injection


@app.post("/b5")
def b5():
    run("ls " + request.form["x"], cwd="/tmp")
    return ""


@app.post("/b6")
def b6():
    go = partial(subprocess.run, shell=True)
    go("ls " + request.form["x"])  # flaw: command-injection
    return ""


@app.post("/b7")
def b7():
    parts = ["ls", request.form["x"]]
    cmd = reduce(lambda a, b: a + " " + b, parts)
    os.system(cmd)  # flaw: command-injection
    return ""


@app.before_request
def load():
    g.name = request.args.get("name", "")
    g.fixed = "x"


@app.post("/b8")
def b8():
    os.system("id " + g.name)  # flaw: command-injection
    os.system("id " + g.fixed)  # clean: constant
    return ""


@app.post("/b9")
def b9():
    name = request.form["x"]
    subprocess.run(["ls", "--", name])  # clean: a list
    subprocess.run("ls " + shlex.quote(name), shell=True)  # clean: quoted
    subprocess.run(shlex.join(["ls", name]), shell=True)  # clean: quoted
    subprocess.run(shlex.split("ls " + name))  # clean: no shell
    return ""


def check(name):
    if not name.isalnum():
        raise ValueError("bad")
    return name


@app.post("/b10")
def b10():
    os.system("ls " + check(request.form["x"]))  # clean: checked
    return ""


@app.post("/b11")
def b11():
    data = request.get_json()
    host = data.get("host")
    port = int(data.get("port", 80))
    os.popen(f"nc -z {host} {port}")  # flaw: command-injection
    os.popen(f"nc -z localhost {port}")  # clean: number
    return ""


@app.post("/b12")
async def b12():
    import asyncio
    proc = await asyncio.create_subprocess_shell("ls " + request.form["x"])  # flaw: command-injection
    await proc.wait()
    proc = await asyncio.create_subprocess_exec("ls", request.form["x"])  # clean: list
    return ""


@app.post("/b13")
def b13():
    try:
        cmd = request.form["cmd"]
    except KeyError:
        cmd = "ls"
    finally:
        pass
    with os.popen(cmd) as pipe:  # flaw: command-injection
        return {"out": pipe.read()}


@app.post("/b14")
def b14():
    cmds = {"a": "ls", "b": "id"}
    cmd = cmds.get(request.form["x"], "ls")
    os.system(cmd)  # clean: from the table
    cmd = cmds.get(request.form["x"], request.form["x"])
    os.system(cmd)  # flaw: command-injection
    return ""


class Base:
    prefix = "ls "

    def __init__(self, arg):
        self._arg = arg

    @property
    def command(self):
        return self.prefix + self._arg

    def __str__(self):
        return self.command

    def __call__(self):
        os.system(self.command)  # flaw: command-injection


class Derived(Base):
    prefix = "cat "

    def __init__(self, arg):
        super().__init__(arg)


@app.post("/b15")
def b15():
    Derived(request.form["x"])()
    os.system(str(Derived(request.form["x"])))  # flaw: command-injection
    os.system(str(Derived("x")))  # clean: constant
    return ""


@app.post("/b16")
def b16():
    state = {"cmd": "ls"}

    def setter(value):
        state["cmd"] = value

    setter(request.form["x"])
    os.system(state["cmd"])  # flaw: command-injection
    return ""


@app.post("/b17")
def b17():
    *rest, last = ["a", "b", request.form["x"]]
    os.system(rest[0])  # clean: constant
    os.system(last)  # flaw: command-injection
    return ""


@app.post("/b18")
def b18():
    if (cmd := request.form.get("x")) is not None:
        os.execl("/bin/sh", "sh", "-c", cmd)  # flaw: command-injection
    return ""


@app.post("/b19")
def b19():
    os.spawnlp(os.P_WAIT, "sh", "sh", "-c", "ls " + request.form["x"])  # flaw: command-injection
    return ""


@app.post("/b20")
def b20():
    import platform
    if platform.system() == "Windows":
        shell = ["cmd.exe", "/c"]
    else:
        shell = ["sh", "-c"]
    shell.append("echo " + request.form["x"])
    subprocess.run(shell, capture_output=True)  # flaw: command-injection
    return ""


@app.post("/b21")
def b21():
    cmd = "echo %(name)s" % {"name": request.form["x"]}
    os.system(cmd)  # flaw: command-injection
    cmd = "echo {name}".format(**{"name": request.form["x"]})
    os.system(cmd)  # flaw: command-injection
    cmd = "echo {name}".format_map({"name": request.form["x"]})
    os.system(cmd)  # flaw: command-injection
    from string import Template
    os.system(Template("echo $x").substitute(x=request.form["x"]))  # flaw: command-injection
    return ""


@app.post("/b22")
def b22():
    subprocess.getoutput("ls " + request.form["x"])  # flaw: command-injection
    subprocess.check_output(f"ls {request.form['x']}", shell=True, text=True)  # flaw: command-injection
    return ""
