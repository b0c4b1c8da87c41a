"""Formats that hold data and nothing else, and bytes of our own."""

import json
import pickle
import tomllib

import numpy
import yaml
from flask import Flask, request
from itsdangerous import URLSafeSerializer

app = Flask(__name__)
signer = URLSafeSerializer("replaced at start")


@app.post("/json")
def as_json():
    return {"value": json.loads(request.data)}  # clean: JSON


@app.post("/get-json")
def get_json():
    return {"value": request.get_json()}  # clean: JSON


@app.post("/yaml")
def safe_yaml():
    return {"value": yaml.safe_load(request.data)}  # clean: the safe loader


@app.post("/yaml-loader")
def safe_loader():
    return {"value": yaml.load(request.data, Loader=yaml.SafeLoader)}  # clean: the safe loader


@app.post("/yaml-c-loader")
def safe_c_loader():
    return {"value": yaml.load(request.data, Loader=yaml.CSafeLoader)}  # clean: the safe loader


@app.post("/toml")
def as_toml():
    return {"value": tomllib.loads(request.form["settings"])}  # clean: TOML


@app.post("/numpy")
def with_numpy():
    return {"values": len(numpy.load(request.files["values"], allow_pickle=False))}  # clean: pickle is off


@app.post("/numpy-default")
def numpy_default():
    return {"values": len(numpy.load(request.files["values"]))}  # clean: pickle is off by default


@app.get("/ours")
def ours():
    with open("/srv/cache.pickle", "rb") as file:
        return {"cached": len(pickle.load(file))}  # clean: a file of ours


@app.get("/copied")
def copied():
    value = pickle.loads(pickle.dumps({"a": 1}))  # clean: our own bytes
    return value


@app.get("/signed")
def signed():
    return {"state": signer.loads(request.cookies["state"])}  # clean: JSON with a signature


@app.post("/dumped")
def dumped():
    return {"size": len(pickle.dumps(request.form["text"]))}  # clean: writing is harmless
