"""Algebra. A text that becomes an expression is run by Python's `eval` on the way."""

from .core.sympify import sympify as sympify
from .parsing.sympy_parser import parse_expr as parse_expr
from .utilities.lambdify import lambdify as lambdify
