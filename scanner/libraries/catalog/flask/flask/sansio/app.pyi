"""The application without input and output."""

from ..app import Flask as App
