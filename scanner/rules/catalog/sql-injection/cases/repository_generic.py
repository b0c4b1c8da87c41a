"""A generic repository with a subclass that names its table."""

import psycopg2
from flask import Flask, request

app = Flask(__name__)


class Repository:
    table = None

    def __init__(self, conn):
        self.conn = conn

    def find_by(self, **criteria):
        cur = self.conn.cursor()
        where = " AND ".join(f"{k} = %s" for k in criteria)
        cur.execute(f"SELECT * FROM {self.table} WHERE {where}", tuple(criteria.values()))  # clean: constant keys, bound values
        return cur.fetchall()

    def find_where(self, where):
        cur = self.conn.cursor()
        cur.execute("SELECT * FROM " + self.table + " WHERE " + where)  # flaw: sql-injection
        return cur.fetchall()

    def ordered(self, column, direction="asc"):
        cur = self.conn.cursor()
        cur.execute("SELECT * FROM {} ORDER BY {} {}".format(self.table, column, direction))  # flaw: sql-injection
        return cur.fetchall()


class Users(Repository):
    table = "users"

    def by_mail(self, mail):
        return self.find_by(mail=mail)

    def by_name_prefix(self, prefix):
        return self.find_where("name LIKE '%s%%'" % prefix)


def repo():
    return Users(psycopg2.connect("dbname=shop"))


@app.get("/users/<mail>")
def by_mail(mail):
    return {"users": repo().by_mail(mail)}


@app.get("/users/prefix/<prefix>")
def by_prefix(prefix):
    return {"users": repo().by_name_prefix(prefix)}


@app.get("/users")
def listing():
    return {"users": repo().ordered(request.args.get("sort", "id"))}
