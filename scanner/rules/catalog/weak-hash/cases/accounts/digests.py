"""Digests."""

import hashlib

make = hashlib.md5


def digest_of_password(text):
    return make(text.encode()).hexdigest()  # flaw: weak-hash
