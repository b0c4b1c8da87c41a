"""The names of `flask_talisman`, which do here what they do there."""

from flask_talisman import *
