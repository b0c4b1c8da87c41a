"""The names of `flask_security.forms`, which do here what they do there."""

from flask_security.forms import *
