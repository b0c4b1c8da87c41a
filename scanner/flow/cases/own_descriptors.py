"""Descriptors of the project's own: what they keep of an assignment is what a read gives."""

import os

from flask import Flask, request

app = Flask(__name__)


class Whole:
    def __init__(self, low):
        self.low = low

    def __set_name__(self, owner, name):
        self.slot = f"_{name}_kept"

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.slot, self.low)

    def __set__(self, instance, value):
        setattr(instance, self.slot, max(int(value), self.low))


class Tidy:
    def __set_name__(self, owner, name):
        self.slot = f"_{name}_kept"

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.slot, "")

    def __set__(self, instance, value):
        setattr(instance, self.slot, " ".join(str(value).split()))


class Lamp:
    level = Whole(1)
    label = Tidy()

    def __init__(self, **settings):
        for name in ("level", "label"):
            if name in settings:
                setattr(self, name, settings[name])


@app.put("/lamp")
def lamp():
    lamp = Lamp(**request.get_json())
    os.system(f"lamp {lamp.level}")  # clean: a number
    os.system(f"lamp {lamp.label}")  # flaw: command-injection
    return ""
