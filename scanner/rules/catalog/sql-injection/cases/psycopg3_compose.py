"""psycopg 3 with and without its composition of SQL."""

import psycopg
from flask import Flask, request
from psycopg import sql
from psycopg.rows import dict_row

app = Flask(__name__)


@app.get("/table/<name>")
def table(name):
    with psycopg.connect("dbname=x", row_factory=dict_row) as conn:
        query = sql.SQL("select * from {} where {} = %s").format(sql.Identifier(name), sql.Identifier("id"))
        conn.execute(query, [request.args["id"]])  # clean: identifiers are quoted
        conn.execute(sql.SQL("select * from " + name))  # flaw: sql-injection
        conn.execute(f"select * from {name}")  # flaw: sql-injection
        with conn.cursor() as cur:
            cur.execute("select * from t where a = %s and b = %s", (name, request.args.get("b")))  # clean: bound
            cur.executemany("insert into t values (%s)", [(v,) for v in request.args.getlist("v")])  # clean: bound
            cur.execute(sql.SQL("select {}").format(sql.Literal(name)))  # clean: a literal
            return {"rows": cur.fetchall()}
