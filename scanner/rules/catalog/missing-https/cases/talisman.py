"""An extension redirects."""

from flask import Flask
from flask_talisman import Talisman

app = Flask(__name__)  # clean: Talisman redirects
Talisman(app)
