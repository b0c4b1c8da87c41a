"""One SQLite connection a request, and the shop's tables."""

import os
import sqlite3

from flask import current_app, g

from .passwords import digest

SCHEMA = """
create table users (
    id integer primary key,
    name text unique,
    password text,
    email text,
    is_admin integer default 0,
    reset_token text
);
create table products (id integer primary key, name text, price real, hidden integer default 0);
create table reviews (id integer primary key, product text, author text, site text, body text);
create table visits (number text primary key, user integer);
"""


class Database:
    """A thin layer over the connection, as many projects have one."""

    def __init__(self, path):
        self.connection = sqlite3.connect(path)
        self.connection.row_factory = sqlite3.Row

    def rows(self, sql, *values):
        """All rows of a query."""
        return self.connection.execute(sql, values).fetchall()  # flaw(search): sql-injection

    def row(self, sql, *values):
        """The first row of a query, or None."""
        found = self.rows(sql, *values)
        return found[0] if found else None

    def change(self, sql, *values):
        """Runs a statement and commits it."""
        self.connection.execute(sql, values)
        self.connection.commit()


def get_database():
    """The connection of this request."""
    if "database" not in g:
        g.database = Database(current_app.config["DATABASE"])
    return g.database


def close_database(_error=None):
    """Closes the connection of this request."""
    database = g.pop("database", None)
    if database is not None:
        database.connection.close()


def create_tables(path):
    """Creates the tables and a few rows."""
    database = Database(path)
    database.connection.executescript(SCHEMA)
    database.change("insert into users (name, password, email, is_admin) values (?, ?, ?, 1)",
                    "admin", digest("sunshine"), "admin@shop.example")
    database.change("insert into users (name, password, email) values (?, ?, ?)",
                    "alice", digest("correct horse"), "alice@shop.example")
    for name, price, hidden in (("Lamp", 20, 0), ("Chair", 45, 0), ("Prototype", 999, 1)):
        database.change("insert into products (name, price, hidden) values (?, ?, ?)", name, price, hidden)
    database.connection.close()


def init_app(app):
    """Ties the connection to the application's life."""
    path = app.config["DATABASE"]
    if not os.path.exists(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        create_tables(path)
    app.teardown_appcontext(close_database)
