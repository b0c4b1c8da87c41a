"""Statements."""

from .connection import run


def select(table, condition):
    return run(f"SELECT * FROM {table} WHERE {condition}")  # flaw(a, b): sql-injection


def find_by_town(town):
    return select("users", "town = '" + town + "'")


def find_safely(town):
    return run("SELECT * FROM users WHERE town = ?", (town,))
