"""GraphQL: the arguments of a query reach resolvers, checked for their type and for nothing else."""

import sqlite3
from typing import Optional

import ariadne
import graphene
import strawberry
from flask import Flask, jsonify, request

app = Flask(__name__)


database = sqlite3.connect("shop.sqlite3")


# -- graphene -------------------------------------------------------------------------------------


class Order(graphene.ObjectType):
    number = graphene.Int()
    lines = graphene.List(graphene.String, matching=graphene.String())

    def resolve_lines(self, info, matching):
        return database.execute(f"select text from lines where number = {self.number} and text like '{matching}'")  # flaw: sql-injection


class Query(graphene.ObjectType):
    orders = graphene.List(Order, customer=graphene.String(required=True), limit=graphene.Int(default_value=10))
    order = graphene.Field(Order, number=graphene.Int(required=True))
    paid = graphene.Field(Order, reference=graphene.String())

    def resolve_orders(root, info, customer, limit=10):
        return database.execute(f"select * from orders where customer = '{customer}' limit {limit}")  # flaw: sql-injection

    def resolve_order(root, info, number):
        return database.execute(f"select * from orders where number = {number}")  # clean: the schema lets nothing but whole numbers through

    @staticmethod
    def resolve_paid(root, info, **arguments):
        return database.execute("select * from orders where reference = '" + arguments["reference"] + "'")  # flaw: sql-injection

    def helper(self, info, customer):
        return database.execute(f"select * from orders where customer = '{customer}'")  # clean: no resolver, and nobody calls it


class Rename(graphene.Mutation):
    class Arguments:
        number = graphene.Int(required=True)
        name = graphene.String(required=True)

    done = graphene.Boolean()

    def mutate(self, info, number, name):
        database.execute(f"update orders set name = ? where number = {number}", (name,))  # clean: bound, or a number
        database.execute(f"update lines set name = '{name}' where number = ?", (number,))  # flaw: sql-injection
        return Rename(done=True)


schema = graphene.Schema(query=Query)

# -- ariadne --------------------------------------------------------------------------------------

query = ariadne.QueryType()
mutation = ariadne.MutationType()


@query.field("customers")
def customers(_, info, town=None):
    return database.execute(f"select * from customers where town = '{town}'")  # flaw: sql-injection


@mutation.field("forget")
def forget(obj, info, **kwargs):
    database.execute("delete from customers where name = ?", (kwargs["name"],))  # clean: bound, or a number
    return database.execute("delete from visits where name = '%s'" % kwargs["name"])  # flaw: sql-injection


def visits(*_, page):
    return database.execute("select * from visits where page = '" + page + "'")  # flaw: sql-injection


query.set_field("visits", visits)

# -- strawberry -----------------------------------------------------------------------------------


@strawberry.type
class Shelf:
    @strawberry.field
    def books(self, info, title: str, shelf: int, room: Optional[int] = None) -> list[str]:
        database.execute(f"select * from books where shelf = {shelf} and room = {room}")  # clean: bound, or a number
        return database.execute(f"select * from books where title = '{title}'")  # flaw: sql-injection

    @strawberry.mutation(description="Puts a book away")
    def put_away(self, title: str) -> bool:
        database.execute(f"delete from books where title = '{title}'")  # flaw: sql-injection
        return True


@app.route("/graphql", methods=["POST"])
def graphql():
    return jsonify(schema.execute(request.get_json()["query"]).data)  # clean: a query of GraphQL is a language of its own
