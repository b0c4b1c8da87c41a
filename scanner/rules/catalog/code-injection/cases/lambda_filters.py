"""Filters that a visitor writes, kept and run later."""

from flask import Flask, request, session

app = Flask(__name__)


class Rule:
    def __init__(self, text):
        self.text = text
        self._fn = None

    @property
    def fn(self):
        if self._fn is None:
            self._fn = eval("lambda row: " + self.text)  # flaw: code-injection
        return self._fn


RULES = {}


@app.put("/rules/<name>")
def put_rule(name):
    RULES[name] = Rule(request.get_data(as_text=True))
    return "", 204


@app.get("/rules/<name>")
def apply_rule(name):
    return {"rows": [r for r in range(10) if RULES[name].fn(r)]}
