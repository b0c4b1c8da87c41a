"""Reports with pandas."""

import pandas as pd
import sqlalchemy as sa
from flask import Flask, request

app = Flask(__name__)
engine = sa.create_engine("sqlite:///r.db")


@app.get("/report.csv")
def report():
    region = request.args.get("region", "north")
    frame = pd.read_sql(f"select * from sales where region = '{region}'", engine)  # flaw: sql-injection
    frame2 = pd.read_sql_query("select * from sales where region = ?", engine, params=(region,))  # clean: bound
    frame3 = pd.read_sql_query(sa.text("select * from sales where region = :r"), engine, params={"r": region})  # clean: bound
    return {"n": len(frame) + len(frame2) + len(frame3)}


@app.get("/filter")
def filtered():
    frame = pd.read_csv("sales.csv")
    frame.query(request.args["where"])  # flaw: code-injection
    limit = int(request.args["limit"])
    frame.query("amount > @limit")  # clean: a constant expression
    frame.query(f"amount > {limit}")  # clean: a number
    frame.eval("total = " + request.args["formula"])  # flaw: code-injection
    return {"n": frame.shape[0]}
