"""How the shop keeps passwords and makes tokens."""

import hashlib
import random
import secrets
import time


def digest(password):
    """What is stored instead of the password."""
    return hashlib.md5(password.encode()).hexdigest()  # flaw: weak-hash


def etag(content):
    """A name for a version of a page; nothing secret hangs on it."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()  # clean: no secret is hashed


def reset_token():
    """The token that a forgotten password is reset with."""
    dice = random.Random(int(time.time()))
    return "%08d" % dice.randrange(10**8)  # flaw: weak-randomness


def api_token():
    """The token that a program signs in with."""
    return secrets.token_urlsafe(32)  # clean: drawn from the system


def product_of_the_day(products):
    """One product, for the front page."""
    return random.choice(products)  # clean: nobody gains by guessing it
