"""Drivers for PostgreSQL and MySQL; the cursor's kind is known from where it comes."""

import MySQLdb
import psycopg
import psycopg2
import psycopg2.extras
import pymysql
from flask import Flask, current_app, g, request
from psycopg import sql

app = Flask(__name__)


def postgres():
    if "postgres" not in g:
        g.postgres = psycopg2.connect(current_app.config["DSN"], cursor_factory=psycopg2.extras.DictCursor)
    return g.postgres


@app.get("/psycopg2")
def with_psycopg2():
    name = request.args["name"]
    with psycopg2.connect("dbname=shop") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM users WHERE name = %s", (name,))  # clean: the driver fills %s
        cursor.execute("SELECT * FROM users WHERE name = '%s'" % name)  # flaw: sql-injection
        return {"rows": cursor.fetchall()}


@app.get("/from-g")
def from_g():
    cursor = postgres().cursor()
    cursor.execute(f"SELECT * FROM users WHERE name = '{request.args['name']}'")  # flaw: sql-injection
    cursor.execute("SELECT * FROM users WHERE name = %(name)s", {"name": request.args["name"]})  # clean: bound
    return {"rows": cursor.fetchall()}


@app.get("/psycopg3")
def with_psycopg3():
    with psycopg.connect("dbname=shop") as connection:
        column = request.args["column"]
        rows = connection.execute(sql.SQL("SELECT {} FROM users").format(sql.Identifier(column)))  # clean: quoted as a name
        rows = connection.execute(sql.SQL("SELECT " + column + " FROM users"))  # flaw: sql-injection
        rows = connection.execute("SELECT * FROM users WHERE name = '" + request.args["name"] + "'")  # flaw: sql-injection
        return {"rows": rows.fetchall()}


@app.get("/pymysql")
def with_pymysql():
    connection = pymysql.connect(host="localhost", user="shop", database="shop")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM users WHERE id = " + request.args["id"])  # flaw: sql-injection
        cursor.execute("SELECT * FROM users WHERE id = %s", request.args["id"])  # clean: bound
        return {"rows": cursor.fetchall()}


@app.get("/mysqlclient")
def with_mysqlclient():
    cursor = MySQLdb.connect("localhost", "shop").cursor()
    cursor.execute("SELECT * FROM users WHERE id = {id}".format(id=request.args["id"]))  # flaw: sql-injection
    return {"rows": cursor.fetchall()}
