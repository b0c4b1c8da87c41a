"""asyncpg in asynchronous views, and work in the background."""

import asyncio
import threading

import asyncpg
from flask import Flask, request

app = Flask(__name__)


@app.get("/users")
async def users():
    connection = await asyncpg.connect("postgresql://localhost/shop")
    name = request.args["name"]
    rows = await connection.fetch("SELECT * FROM users WHERE name = $1", name)  # clean: bound
    rows = await connection.fetch(f"SELECT * FROM users WHERE name = '{name}'")  # flaw: sql-injection
    return {"rows": [dict(row) for row in rows]}


async def remove(connection, table):
    await connection.execute("DELETE FROM " + table)  # flaw: sql-injection


@app.post("/remove")
async def removed():
    connection = await asyncpg.connect("postgresql://localhost/shop")
    await asyncio.gather(remove(connection, request.form["table"]), asyncio.sleep(0))
    return "", 204


@app.post("/pool")
async def pooled():
    async with asyncpg.create_pool("postgresql://localhost/shop") as pool:
        async with pool.acquire() as connection:
            value = await connection.fetchval("SELECT count(*) FROM " + request.form["table"])  # flaw: sql-injection
    return {"value": value}


def later(name):
    import sqlite3

    sqlite3.connect("shop.db").execute("DELETE FROM users WHERE name = '" + name + "'")  # flaw: sql-injection


@app.post("/thread")
def in_thread():
    threading.Thread(target=later, args=(request.form["name"],)).start()
    return "", 204
