"""What an encrypted text begins with has to be new for each."""

import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

ZEROS = bytes(16)
KEY = os.environ["KEY"].encode()


def seal(text):
    return Cipher(algorithms.AES(KEY), modes.CBC(b"\x00" * 16)).encryptor().update(text)  # flaw: weak-cipher


def seal_again(text):
    return Cipher(algorithms.AES(KEY), modes.CTR(b"0123456789abcdef")).encryptor().update(text)  # flaw: weak-cipher


def seal_better(text):
    beginning = os.urandom(16)
    return beginning + Cipher(algorithms.AES(KEY), modes.CBC(beginning)).encryptor().update(text)  # clean: drawn


def unseal_old(text):
    return Cipher(algorithms.AES(KEY), modes.CBC(b"\x00" * 16)).decryptor().update(text)  # clean: what is there has to be read
