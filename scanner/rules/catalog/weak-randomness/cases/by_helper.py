"""A helper makes the number, and who calls it says what for."""

import random
import secrets
import string

LETTERS = string.ascii_letters


class Codes:
    def reset_token(self):
        return self.drawn(24)

    def drawn(self, length):
        return "".join(random.choices(LETTERS, k=length))  # flaw: weak-randomness

    def colour(self):
        return self.chosen(["red", "blue"])

    def chosen(self, words):
        return random.choice(words)  # clean: a colour


def letters(length):
    return "".join(random.choice(LETTERS) for _ in range(length))  # flaw: weak-randomness


def sure_letters(length):
    return "".join(secrets.choice(LETTERS) for _ in range(length))  # clean: the system's


def make(user):
    user.api_key = letters(32)
    user.reset_token = sure_letters(32)
