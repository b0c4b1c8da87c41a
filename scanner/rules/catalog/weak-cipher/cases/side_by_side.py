"""Ciphers and modes of two libraries."""
import os
from Crypto.Cipher import AES, DES, ARC4, DES3
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.fernet import Fernet
from flask import Flask, request

app = Flask(__name__)


@app.post("/k1")
def k1():
    key = os.urandom(16)
    DES.new(key[:8], DES.MODE_ECB)  # flaw: weak-cipher
    AES.new(key, AES.MODE_ECB)  # flaw: weak-cipher
    AES.new(key, AES.MODE_GCM)  # clean: authenticated
    ARC4.new(key)  # flaw: weak-cipher
    Cipher(algorithms.AES(key), modes.ECB())  # flaw: weak-cipher
    Cipher(algorithms.AES(key), modes.GCM(os.urandom(12)))  # clean: authenticated
    Cipher(algorithms.ARC4(key), mode=None)  # flaw: weak-cipher
    Cipher(algorithms.TripleDES(key), modes.CBC(os.urandom(8)))  # flaw: weak-cipher
    rsa.generate_private_key(public_exponent=65537, key_size=1024)  # flaw: weak-cipher
    rsa.generate_private_key(public_exponent=65537, key_size=3072)  # clean: long
    Fernet(Fernet.generate_key())  # clean: strong
    return ""
