"""DuckDB and Neo4j, whose calls are not named `execute`."""

import duckdb
from flask import Flask, jsonify, request
from neo4j import GraphDatabase

app = Flask(__name__)
driver = GraphDatabase.driver("neo4j://graph", auth=("shop", "word"))


@app.get("/rows")
def rows():
    found = duckdb.sql("select * from 'sales.csv' where city = '" + request.args["city"] + "'").fetchall()  # flaw: sql-injection
    found += duckdb.execute("select * from 'sales.csv' where city = ?", [request.args["city"]]).fetchall()  # clean: bound
    return jsonify(found)


@app.get("/kept")
def kept():
    with duckdb.connect("shop.duckdb") as link:
        found = link.sql(f"select * from sales where city = '{request.args['city']}'").df()  # flaw: sql-injection
        link.query("select * from sales where city = $c", params={"c": request.args["city"]})  # clean: bound
        link.sql("select * from sales").filter("city = '" + request.args["city"] + "'")  # flaw: sql-injection
    return found.to_json()


@app.get("/friends")
def friends():
    with driver.session() as session:
        found = session.run("match (p:Person {name: '" + request.args["name"] + "'}) return p").data()  # flaw: sql-injection
        found += session.run("match (p:Person {name: $name}) return p", name=request.args["name"]).data()  # clean: a parameter
    return jsonify(found)


def related(tx, name):
    return [record["p"] for record in tx.run(f"match (p)-->(:Person {{name: '{name}'}}) return p")]  # flaw: sql-injection


@app.get("/related")
def all_related():
    with driver.session() as session, session.begin_transaction() as tx:
        return jsonify(related(tx, request.args["name"]))


@app.get("/asked")
def asked():
    records, _, _ = driver.execute_query("match (p) where p.name = '" + request.args["name"] + "' return p")  # flaw: sql-injection
    return jsonify([record.data() for record in records])
