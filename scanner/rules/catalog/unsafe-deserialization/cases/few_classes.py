"""Readers of pickles that say which classes there are."""

import io
import pickle

from flask import Flask, request

app = Flask(__name__)
PLAIN = {("collections", "OrderedDict"), ("datetime", "date")}


class NoClasses(pickle.Unpickler):
    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"{module}.{name} is not read")


class FewClasses(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) in PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not read")


class MostClasses(pickle.Unpickler):
    def find_class(self, module, name):
        if module == "os":
            raise pickle.UnpicklingError("not that one")
        return super().find_class(module, name)


@app.post("/state")
def state():
    stream = io.BytesIO(request.get_data())
    return {
        "none": NoClasses(stream).load(),  # clean: no class is made
        "few": FewClasses(stream).load(),  # clean: two harmless ones
        "most": MostClasses(stream).load(),  # flaw: unsafe-deserialization
    }
