"""The names of `flask_wtf.csrf`, which do here what they do there."""

from flask_wtf.csrf import *
