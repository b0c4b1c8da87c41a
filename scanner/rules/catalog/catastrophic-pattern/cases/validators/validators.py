"""Validators."""

import re


class Validator:
    pattern = r"^([a-z]+\s*)+$"

    def name(self, text):
        return self.matches(text.strip())

    def matches(self, text):
        return re.match(self.pattern, text) is not None  # flaw(a): catastrophic-pattern
