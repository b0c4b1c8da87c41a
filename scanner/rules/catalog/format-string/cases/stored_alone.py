"""A query for one column gives what a visitor stored in it."""

import os

import asyncpg
from flask import Flask, g, request

app = Flask(__name__)


@app.post("/greetings/<name>")
async def save(name):
    con = await asyncpg.connect(os.environ["DSN"])
    await con.execute("insert into greeting (name, words) values ($1, $2)", name, request.get_json()["words"])
    return "", 204


@app.get("/greetings/<name>")
async def greet(name):
    con = await asyncpg.connect(os.environ["DSN"])
    words = await con.fetchval("select words from greeting where name = $1", name)
    return {"text": words.format(guest=g)}  # flaw: format-string


@app.get("/signs/<name>")
async def sign(name):
    con = await asyncpg.connect(os.environ["DSN"])
    words = await con.fetchval("select text from sign where name = $1", name)
    return {"text": words.format(guest=g)}  # clean: nobody is seen to write there; pedantic
