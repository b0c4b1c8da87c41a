"""Bytes of a visitor become objects."""

import base64
import io
import marshal
import pickle
import shelve

import dill
import joblib
import jsonpickle
import numpy
import pandas
import yaml
from flask import Flask, request

app = Flask(__name__)


@app.post("/pickle")
def with_pickle():
    body = request.get_data()  # source(a): http-body
    return {"items": len(pickle.loads(body))}  # flaw(a): unsafe-deserialization


@app.get("/cookie")
def cookie():
    text = request.cookies.get("state", "")  # source(b): http-cookie
    state = pickle.loads(base64.b64decode(text))  # flaw(b): unsafe-deserialization
    return {"state": str(state)}


@app.post("/file")
def file():
    return {"items": len(pickle.load(request.files["file"]))}  # flaw: unsafe-deserialization


@app.post("/stream")
def stream():
    return {"items": len(pickle.Unpickler(io.BytesIO(request.data)).load())}  # flaw: unsafe-deserialization


@app.post("/marshal")
def with_marshal():
    return {"items": len(marshal.loads(request.data))}  # flaw: unsafe-deserialization


@app.post("/dill")
def with_dill():
    return {"items": len(dill.loads(request.data))}  # flaw: unsafe-deserialization


@app.post("/jsonpickle")
def with_jsonpickle():
    return {"item": str(jsonpickle.decode(request.form["item"]))}  # flaw: unsafe-deserialization


@app.post("/joblib")
def with_joblib():
    model = joblib.load(request.files["model"])  # flaw: unsafe-deserialization
    return {"model": str(model)}


@app.post("/pandas")
def with_pandas():
    frame = pandas.read_pickle(request.files["frame"])  # flaw: unsafe-deserialization
    return {"rows": len(frame)}


@app.post("/numpy")
def with_numpy():
    values = numpy.load(request.files["values"], allow_pickle=True)  # flaw: unsafe-deserialization
    return {"values": len(values)}


@app.post("/yaml")
def with_yaml():
    return {"settings": yaml.load(request.data, Loader=yaml.UnsafeLoader)}  # flaw: unsafe-deserialization


@app.post("/yaml-unsafe")
def yaml_unsafe():
    return {"settings": yaml.unsafe_load(request.data)}  # flaw: unsafe-deserialization


@app.post("/yaml-loader")
def yaml_loader():
    return {"settings": yaml.load(request.form["settings"], yaml.Loader)}  # flaw: unsafe-deserialization


@app.get("/shelf")
def shelf():
    with shelve.open("/srv/" + request.args["name"]) as opened:  # flaw: unsafe-deserialization
        return {"keys": list(opened)}
