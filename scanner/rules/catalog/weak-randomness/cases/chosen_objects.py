"""What is chosen by chance was there before: nothing of it was drawn."""

import ftplib
import random
import string


class Mirror:
    def __init__(self, host, password):
        self.host = host
        self.password = password


def mirrors():
    return [Mirror("a.example.org", input()), Mirror("b.example.org", input())]


def listing():
    mirror = random.choice(mirrors())
    return ftplib.FTP_TLS(mirror.host, "reader", mirror.password).nlst()  # clean: the password is the mirror's


def mount_secret(secret_name):
    volume = "".join(random.choices(string.ascii_lowercase, k=8))  # clean: it keeps names apart
    return {"volume": volume, "secret": secret_name}


def new_secret():
    return "".join(random.choices(string.ascii_lowercase, k=8))  # flaw: weak-randomness
