"""The names of `flask_security.datastore`, which do here what they do there."""

from flask_security.datastore import *
