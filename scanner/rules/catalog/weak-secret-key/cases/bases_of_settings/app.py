"""Two applications: one of the derived settings, one that takes the base where nothing else is said."""

import os

from flask import Flask

from .settings import Derived, Plain, Production

app = Flask(__name__)
app.config.from_object(Production)

other = Flask("other")
other.config.from_object(Derived if "OTHER_KEY" in os.environ else Plain)
