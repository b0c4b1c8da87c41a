"""The names of `flask_security.utils`, which do here what they do there."""

from flask_security.utils import *
