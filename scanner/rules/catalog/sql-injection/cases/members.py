"""An enumeration finds one of its members by what is sent; a text of one's own class holds what it is made of."""

import sqlite3
from dataclasses import dataclass
from enum import Enum, StrEnum

from flask import Flask, request

app = Flask(__name__)
db = sqlite3.connect("a.db")


class Bucket(str, Enum):
    DAY = "day"
    WEEK = "week"


class Order(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"


class Slug(str):
    pass


@dataclass
class Query:
    site: str
    bucket: Bucket = Bucket.DAY

    @classmethod
    def sent(cls):
        return cls(site=request.args.get("site", ""), bucket=Bucket(request.args.get("bucket", "day")))


@app.get("/series")
def series():
    query = Query.sent()
    rows = db.execute(f"select * from t where bucket = '{query.bucket.value}' and site = ?", (query.site,))  # clean: a member
    more = db.execute(f"select * from t where site = '{query.site}'")  # flaw: sql-injection
    return {"rows": rows.fetchall(), "more": more.fetchall()}


@app.get("/ordered")
def ordered():
    order = Order(request.args["order"])
    return {"rows": db.execute(f"select * from t order by {order}").fetchall()}  # clean: a member


@app.get("/slug")
def slug():
    name = Slug(request.args["slug"])
    return {"rows": db.execute(f"select * from t where slug = '{name}'").fetchall()}  # flaw: sql-injection
