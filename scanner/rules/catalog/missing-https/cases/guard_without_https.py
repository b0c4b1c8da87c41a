"""A guard that does not ask for HTTPS."""
# options: pedantic

from flask import Flask
from flask_stopple import Stopple

app = Flask(__name__)  # flaw: missing-https
Stopple(app, https=False)
