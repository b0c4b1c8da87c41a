"""A store of sessions that pickles, keyed by a cookie."""
import pickle
import zlib

import redis
from flask import Flask, request

app = Flask(__name__)
store = redis.Redis()


class Codec:
    def dump(self, value):
        return zlib.compress(pickle.dumps(value))

    def load(self, data):
        return pickle.loads(zlib.decompress(data))  # flaw: unsafe-deserialization


codec = Codec()


@app.get("/a")
def a():
    return {"n": len(codec.load(request.cookies["s"].encode("latin-1")))}
