"""Ciphers, modes and keys."""

from Crypto.Cipher import AES, ARC4, DES
from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BITS = 1024


def seal(key, nonce, text):
    DES.new(key, DES.MODE_CBC, nonce)  # flaw: weak-cipher
    ARC4.new(key)  # flaw: weak-cipher
    AES.new(key, AES.MODE_ECB)  # flaw: weak-cipher
    AES.new(key, AES.MODE_GCM, nonce)  # clean: sound
    Cipher(algorithms.AES(key), modes.ECB())  # flaw: weak-cipher
    Cipher(algorithms.AES(key), modes.GCM(nonce))  # clean: sound


def keys():
    rsa.generate_private_key(public_exponent=65537, key_size=1024)  # flaw: weak-cipher
    rsa.generate_private_key(65537, BITS)  # flaw: weak-cipher
    rsa.generate_private_key(public_exponent=65537, key_size=3072)  # clean: long enough
    RSA.generate(1024)  # flaw: weak-cipher
    ec.generate_private_key(ec.SECP256R1())  # clean: 256 bits are long for curves


class DES_Report:
    def new(self, key):
        return key


DES_Report().new("key")  # clean: the project's own
