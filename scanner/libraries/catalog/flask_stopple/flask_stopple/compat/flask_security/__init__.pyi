"""The names of `flask_security`, which do here what they do there."""

from flask_security import *
