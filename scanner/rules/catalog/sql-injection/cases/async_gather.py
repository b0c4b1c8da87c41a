"""Coroutines that are gathered."""
import asyncio
import sqlite3

from flask import Flask, request

app = Flask(__name__)


async def fetch(name):
    await asyncio.sleep(0)
    return sqlite3.connect("x").execute("select '" + name + "'").fetchone()  # flaw: sql-injection


async def parts():
    for name in request.args.getlist("n"):
        yield name


@app.get("/a")
async def a():
    results = await asyncio.gather(*(fetch(n) for n in request.args.getlist("n")))
    return {"r": results}


@app.get("/b")
async def b():
    async for part in parts():
        sqlite3.connect("x").execute("select '%s'" % part)  # flaw: sql-injection
    names = [p async for p in parts()]
    sqlite3.connect("x").execute("select '%s'" % names[0])  # flaw: sql-injection
    task = asyncio.create_task(fetch("own"))
    await task
    return {}
