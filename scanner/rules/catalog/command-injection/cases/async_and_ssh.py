"""asyncio's programs, paramiko, Fabric and invoke."""

import asyncio
import shlex

import invoke
import paramiko
from fabric import Connection
from flask import Flask, request

app = Flask(__name__)


@app.get("/a")
async def a():
    proc = await asyncio.create_subprocess_shell("ls " + request.args["d"], stdout=asyncio.subprocess.PIPE)  # flaw: command-injection
    out, _ = await proc.communicate()
    proc = await asyncio.create_subprocess_exec("ls", "--", request.args["d"])  # clean: an argument behind --
    await proc.wait()
    return {"o": out.decode()}


@app.get("/b")
def b():
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect("backup")
    client.exec_command("tar c " + request.args["d"])  # flaw: command-injection
    client.exec_command("tar c " + shlex.quote(request.args["d"]))  # clean: quoted
    with Connection("web1") as c:
        c.run(f"systemctl restart {request.args['unit']}")  # flaw: command-injection
        c.sudo("systemctl restart nginx")  # clean: a constant
    invoke.run("make " + request.args["target"])  # flaw: command-injection
    return ""
