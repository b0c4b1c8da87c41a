"""Of Python 2."""

from http.cookies import *
