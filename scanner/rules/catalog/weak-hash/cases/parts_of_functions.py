"""A digest that a slow function is built on is no password hash of its own."""
import hashlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC


def password_key(password, salt):
    function = PBKDF2HMAC(
        algorithm=hashes.SHA256(),  # clean: 600,000 rounds of it
        length=32,
        salt=salt,
        iterations=600_000,
    )
    return function.derive(password.encode())


def password_digest(password):
    return hashlib.sha256(password.encode()).hexdigest()  # flaw: weak-hash
