"""Signatures of links, etags and cache keys."""
import hashlib
import hmac
import os

from flask import Flask, request

app = Flask(__name__)
KEY = os.environ["KEY"]


def sign(text):
    return hashlib.md5((KEY + text).encode()).hexdigest()  # flaw: weak-hash


def better(text):
    return hmac.new(KEY.encode(), text.encode(), hashlib.sha256).hexdigest()  # clean: HMAC


def cache_key(url):
    return hashlib.md5(url.encode()).hexdigest()  # clean: a key of a cache


def gravatar(mail):
    digest = hashlib.md5(mail.lower().encode()).hexdigest()  # clean: an address of a picture
    return f"https://www.gravatar.com/avatar/{digest}"


def terminal_digest(fields, secret):
    return hashlib.md5(("|".join(sorted(fields)) + secret).encode()).hexdigest()  # flaw: weak-hash


def stored_edit_key(edit_key):
    return hashlib.sha1(edit_key.encode()).hexdigest()  # flaw: weak-hash


def coloured_cache_digest(fields, variant):
    return hashlib.md5(("|".join(sorted(fields)) + variant).encode()).hexdigest()  # clean: nothing secret goes in


@app.get("/a")
def a():
    signature = sign(request.args["path"])
    return {"ok": hmac.compare_digest(signature, request.args["sig"]), "c": cache_key("x"), "b": better("y"), "g": gravatar("z")}
