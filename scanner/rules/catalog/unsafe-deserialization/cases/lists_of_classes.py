"""Readers of pickles that look a class up in a list before they give it out."""

import io
import pickle

from flask import Flask, request

app = Flask(__name__)
KNOWN = {("datetime", "date"), ("decimal", "Decimal")}
SAFE_MODULES = ("datetime", "decimal")
BANNED = {"os", "subprocess"}


class ByPair(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) not in KNOWN:
            raise pickle.UnpicklingError(name)
        return super().find_class(module, name)


class ByModule(pickle.Unpickler):
    def find_class(self, module, name):
        if module not in SAFE_MODULES: raise pickle.UnpicklingError(module)
        return super().find_class(module, name)


class ByBan(pickle.Unpickler):
    def find_class(self, module, name):
        if module in BANNED:
            raise pickle.UnpicklingError(module)
        return super().find_class(module, name)


@app.post("/pair")
def pair():
    return str(ByPair(io.BytesIO(request.data)).load())  # clean: two classes, both harmless


@app.post("/module")
def module():
    return str(ByModule(io.BytesIO(request.data)).load())  # clean: of two modules


@app.post("/ban")
def ban():
    return str(ByBan(io.BytesIO(request.data)).load())  # flaw: unsafe-deserialization
