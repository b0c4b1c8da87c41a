"""Peewee's raw queries."""

from flask import Flask, request
from peewee import SQL, CharField, Model, SqliteDatabase, fn

app = Flask(__name__)
database = SqliteDatabase("p.db")


class Person(Model):
    name = CharField()

    class Meta:
        database = database


@app.get("/people")
def people():
    name = request.args["name"]
    Person.raw("select * from person where name = '" + name + "'").execute()  # flaw: sql-injection
    Person.raw("select * from person where name = ?", name).execute()  # clean: bound
    Person.select().where(Person.name == name).count()  # clean: an expression
    Person.select().where(SQL("name = '%s'" % name)).count()  # flaw: sql-injection
    Person.select().where(SQL("name = ?", [name])).count()  # clean: bound
    Person.select().where(fn.LOWER(Person.name) == name.lower()).count()  # clean: an expression
    database.execute_sql(f"delete from person where name = '{name}'")  # flaw: sql-injection
    database.execute_sql("delete from person where name = ?", (name,))  # clean: bound
    return {}
