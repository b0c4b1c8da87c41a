"""Old ciphers and modes."""

import os

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from Crypto.Cipher import AES, ARC4, DES3
from flask import Flask

app = Flask(__name__)
KEY = os.environ["KEY"].encode()

a = Cipher(algorithms.AES(KEY), modes.ECB())  # flaw: weak-cipher
b = Cipher(algorithms.AES(KEY), modes.GCM(os.urandom(12)))  # clean: GCM
c = Fernet(KEY)  # clean: Fernet
d = AESGCM(KEY)  # clean: GCM
e = AES.new(KEY, AES.MODE_ECB)  # flaw: weak-cipher
f = AES.new(KEY, AES.MODE_EAX)  # clean: EAX
g = ARC4.new(KEY)  # flaw: weak-cipher
h = DES3.new(KEY, DES3.MODE_CBC)  # flaw: weak-cipher
i = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # flaw: weak-cipher
j = rsa.generate_private_key(public_exponent=65537, key_size=3072)  # clean: long enough
