"""The database, with names that are passed on."""

from . import connection
from .queries import find_by_town, find_safely, select

__all__ = ["connection", "find_by_town", "find_safely", "select"]
