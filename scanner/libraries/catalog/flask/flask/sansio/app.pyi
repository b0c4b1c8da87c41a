# since 2.2
"""The application without input and output."""

from ..app import Flask as App
