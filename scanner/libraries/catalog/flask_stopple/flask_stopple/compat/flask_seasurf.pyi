"""The names of `flask_seasurf`, which do here what they do there."""

from flask_seasurf import *
