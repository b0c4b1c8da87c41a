"""Checks."""

import re


class Titles:
    pattern = re.compile(r"^(\w+-?)+$")

    def fits(self, text):
        return bool(self.pattern.match(text))  # flaw(b): catastrophic-pattern


def is_title(text):
    return Titles().fits(text)
