"""A package in a src folder: every way to import, up to the place where it does harm."""

from .runners import run_outer as run_again
from .tools import *
