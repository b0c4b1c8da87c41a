"""What is called `execute` is not always a database."""

import sqlite3

import graphene
from flask import Flask, jsonify, request

app = Flask(__name__)


class Query(graphene.ObjectType):
    hello = graphene.String()


schema = graphene.Schema(query=Query)


@app.post("/graphql")
def graphql():
    result = schema.execute(request.get_json()["query"])  # clean: GraphQL, which runs resolvers
    return jsonify(result.data)


@app.post("/search")
def search():
    database = sqlite3.connect("a.db")
    return jsonify(database.execute(request.get_json()["query"]).fetchall())  # flaw: sql-injection
