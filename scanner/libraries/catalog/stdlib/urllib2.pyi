"""Of Python 2."""

from urllib.request import *
