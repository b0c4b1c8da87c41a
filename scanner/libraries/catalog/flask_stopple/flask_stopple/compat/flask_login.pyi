"""The names of `flask_login`, which do here what they do there."""

from flask_login import *
