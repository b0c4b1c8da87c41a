"""The names of `flask_security.core`, which do here what they do there."""

from flask_security.core import *
