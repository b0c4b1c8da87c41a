"""A secret is an attribute of an object that was made of a form."""

import logging
from dataclasses import dataclass

from flask import Flask, request

app = Flask(__name__)
log = logging.getLogger(__name__)


@dataclass
class Entry:
    name: str
    password: str

    @classmethod
    def of(cls, form):
        return cls(form["name"].strip(), form["password"])


@app.post("/enter")
def enter():
    entry = Entry.of(request.form)
    log.info("%r came with %r", entry.name, entry.password)  # flaw: sensitive-data-logged
    log.info(f"it was {entry.password}")  # flaw: sensitive-data-logged
    log.info("%r came", entry.name)  # clean: a name
    log.info("of %d letters", len(entry.password))  # clean: a number
    return ""
