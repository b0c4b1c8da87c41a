"""playhouse's tables by name, and the SQL beside them."""

from flask import Flask, request
from playhouse.dataset import DataSet

app = Flask(__name__)
data = DataSet("sqlite:///shop.db")


@app.route("/orders")
def orders():
    return {"rows": list(data.query("select * from orders where name = '%s'" % request.args["name"]))}  # flaw: sql-injection


@app.route("/bound")
def bound():
    return {"rows": list(data.query("select * from orders where name = ?", (request.args["name"],)))}  # clean: bound
