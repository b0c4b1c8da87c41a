"""Loaders side by side, also as values."""
import base64
import pickle
import marshal
import shelve
import json
import hmac
import hashlib
import dill
import jsonpickle
import yaml
import joblib
import numpy as np
import pandas as pd
import io
from yaml import Loader, SafeLoader, FullLoader
from ruamel.yaml import YAML
from flask import Flask, request, abort

app = Flask(__name__)
KEY = b"from the environment"


@app.post("/d1")
def d1():
    pickle.loads(base64.b64decode(request.cookies["data"]))  # flaw: unsafe-deserialization
    pickle.load(request.files["f"])  # flaw: unsafe-deserialization
    pickle.Unpickler(io.BytesIO(request.data)).load()  # flaw: unsafe-deserialization
    dill.loads(request.data)  # flaw: unsafe-deserialization
    jsonpickle.decode(request.form["x"])  # flaw: unsafe-deserialization
    marshal.loads(request.data)  # flaw: unsafe-deserialization
    joblib.load(request.files["m"])  # flaw: unsafe-deserialization
    np.load(request.files["m"], allow_pickle=True)  # flaw: unsafe-deserialization
    np.load(request.files["m"])  # clean: no pickles by default
    pd.read_pickle(request.files["m"])  # flaw: unsafe-deserialization
    return ""


@app.post("/d2")
def d2():
    yaml.load(request.data, Loader=yaml.Loader)  # flaw: unsafe-deserialization
    yaml.load(request.data, Loader=yaml.UnsafeLoader)  # flaw: unsafe-deserialization
    yaml.load(request.data, Loader=yaml.SafeLoader)  # clean: safe
    yaml.load(request.data, SafeLoader)  # clean: safe
    yaml.load(request.data, Loader)  # flaw: unsafe-deserialization
    yaml.safe_load(request.data)  # clean: safe
    yaml.unsafe_load(request.data)  # flaw: unsafe-deserialization
    yaml.full_load(request.data)  # clean: no objects
    yaml.load(request.data, Loader=yaml.CSafeLoader)  # clean: safe
    list(yaml.load_all(request.data, Loader=yaml.Loader))  # flaw: unsafe-deserialization
    YAML(typ="safe").load(request.data)  # clean: safe
    YAML(typ="unsafe").load(request.data)  # flaw: unsafe-deserialization
    json.loads(request.data)  # clean: json
    return ""


@app.post("/d3")
def d3():
    body, sign = request.data, request.headers["X-Sign"]
    good = hmac.new(KEY, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(good, sign):
        abort(403)
    return {"n": len(pickle.loads(body))}  # clean: signed


class Loads:
    def __init__(self, fn=pickle.loads):
        self.fn = fn

    def __call__(self, raw):
        return self.fn(raw)  # flaw: unsafe-deserialization


@app.post("/d4")
def d4():
    Loads()(request.data)
    Loads(json.loads)(request.data)
    return ""


LOADERS = {"json": json.loads, "pickle": pickle.loads}


@app.post("/d5")
def d5():
    LOADERS["json"](request.data)  # clean: json
    LOADERS["pickle"](request.data)  # flaw: unsafe-deserialization
    return ""
