"""Loaders of the project's own: what they are made of decides."""

import io

import torch
import yaml
from flask import Flask, jsonify, request
from yaml import SafeLoader

app = Flask(__name__)


class Plain(SafeLoader):
    pass


class Included(Plain):
    pass


class Full(yaml.UnsafeLoader):
    pass


class Tagged(Full):
    pass


for loader in (Plain, Full):
    loader.add_constructor("!upper", lambda loader, node: loader.construct_scalar(node).upper())


@app.post("/a")
def a():
    return jsonify(yaml.load(request.get_data(), Loader=Plain))  # clean: made of the safe one


@app.post("/b")
def b():
    return jsonify(yaml.load(request.get_data(), Included))  # clean: made of the safe one


@app.post("/c")
def c():
    return jsonify(yaml.load(request.get_data(), Loader=Full))  # flaw: unsafe-deserialization


@app.post("/d")
def d():
    return jsonify(yaml.load(request.get_data(), Loader=Tagged))  # flaw: unsafe-deserialization


@app.post("/e")
def e():
    return jsonify(list(torch.load(io.BytesIO(request.get_data()), weights_only=True)))  # clean: numbers only


@app.post("/f")
def f():
    return jsonify(list(torch.load(io.BytesIO(request.get_data()), weights_only=False)))  # flaw: unsafe-deserialization
