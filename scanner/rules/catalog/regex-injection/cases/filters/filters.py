"""Filters of lines."""

import re


class Filter:
    def __init__(self, pattern):
        self.pattern = self.prepare(pattern)

    def prepare(self, pattern):
        return pattern

    def apply(self, lines):
        found = re.compile(self.pattern)  # flaw(a): regex-injection
        return [line for line in lines if found.search(line)]


class PlainFilter(Filter):
    def prepare(self, pattern):
        return re.escape(pattern)
