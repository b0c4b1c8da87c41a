"""An extension sends them."""

from flask import Flask
from flask_talisman import Talisman

app = Flask(__name__)  # clean: Talisman sends headers
Talisman(app)
