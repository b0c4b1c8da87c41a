"""What is hashed comes after the digest is made."""

import hashlib

DIGESTS = []


def keep(make, password, content):
    first, second = hashlib.md5(), make()  # flaw: weak-hash
    first.update(password)
    second.update(content)
    DIGESTS.append(first.digest())


def tag(content):
    digest, length = hashlib.md5(), len(content)  # clean: a checksum, pedantic
    digest.update(content)
    return digest.hexdigest(), length
