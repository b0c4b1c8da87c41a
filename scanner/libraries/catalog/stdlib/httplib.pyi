"""Of Python 2."""

from http.client import *
