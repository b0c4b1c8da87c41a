"""Decorators that a view class lists stand around each of its methods."""

import functools
import os

from flask import Flask, abort
from flask.views import MethodView

app = Flask(__name__)
NAMES = frozenset(["daily", "weekly"])


def known_only(view):
    @functools.wraps(view)
    def wrapper(name):
        if name not in NAMES:
            abort(404)
        return view(name)

    return wrapper


def upper(view):
    @functools.wraps(view)
    def wrapper(name):
        return view(name.upper())

    return wrapper


class Checked(MethodView):
    decorators = [known_only]

    def get(self, name):
        os.system(name)  # clean: the decorator aborts
        return {}


class Unchecked(MethodView):
    decorators = [upper]

    def get(self, name):
        os.system(name)  # flaw: command-injection
        return {}


app.add_url_rule("/checked/<name>", view_func=Checked.as_view("checked"))
app.add_url_rule("/unchecked/<name>", view_func=Unchecked.as_view("unchecked"))
