"""Of Python 2: what is there without an import."""

from builtins import *
