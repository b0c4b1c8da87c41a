"""Visitors."""

from flask import session


class Visitor:
    def become(self, level):
        self.store("level", level)

    def store(self, key, value):
        session[key] = value  # flaw(a): trust-boundary
