"""Regular expressions with more signs than `re` knows; the functions are the same."""

from re import Match as Match, Pattern as Pattern
from re import compile as compile, escape as escape, findall as findall, finditer as finditer, fullmatch as fullmatch
from re import match as match, search as search, split as split, sub as sub, subn as subn
