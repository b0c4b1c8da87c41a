"""The names of `flask_security.decorators`, which do here what they do there."""

from flask_security.decorators import *
