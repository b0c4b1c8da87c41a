"""Async views with a pool."""

import asyncpg
from flask import Flask, request

app = Flask(__name__)


class Store:
    def __init__(self):
        self._pool = None

    async def pool(self):
        if self._pool is None:
            self._pool = await asyncpg.create_pool(dsn="postgres:///x")
        return self._pool

    async def one(self, sql, *values):
        pool = await self.pool()
        async with pool.acquire() as conn:
            return await conn.fetchrow(sql, *values)  # flaw: sql-injection

    async def bound(self, sql, *values):
        async with (await self.pool()).acquire() as conn:
            async with conn.transaction():
                return await conn.fetch(sql, *values)  # clean: only constants come here


store = Store()


@app.get("/user/<name>")
async def user(name):
    row = await store.one("select * from u where name = '%s'" % name)
    return dict(row)


@app.get("/users/<name>")
async def users(name):
    rows = await store.bound("select * from u where name = $1", name)
    return {"rows": [dict(r) for r in rows]}
