"""Of Python 2."""

from configparser import *
