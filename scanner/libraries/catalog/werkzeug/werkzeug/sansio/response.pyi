# since 2.0
"""The response without input and output."""

from ..wrappers.response import Response as Response
