"""The algorithm comes from a constant, or is another library's."""

import hashlib

from cryptography.hazmat.primitives import hashes

ALGORITHM = "sha1"


def token_for(user):
    return hashlib.new(ALGORITHM, user.encode()).hexdigest()  # flaw: weak-hash


def signature_algorithm():
    return hashes.SHA1()  # flaw: weak-hash


def signature_algorithm_today():
    return hashes.SHA256()  # clean: sound
