"""Digests."""

import hashlib


def of(raw):
    return hashlib.md5(raw.encode()).hexdigest()  # flaw: weak-hash


def short(raw):
    etag = hashlib.md5(raw.encode(), usedforsecurity=False).hexdigest()  # clean: only a checksum
    return etag
