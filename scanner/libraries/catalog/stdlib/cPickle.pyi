"""The same as `pickle`."""

from pickle import *
