"""The guard redirects to HTTPS."""
# options: pedantic

from flask import Flask
from flask_stopple import Stopple

app = Flask(__name__)  # clean: the guard redirects
Stopple(app)
