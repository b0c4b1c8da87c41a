# since 2.0
"""The request without input and output."""

from ..wrappers.request import Request as Request
