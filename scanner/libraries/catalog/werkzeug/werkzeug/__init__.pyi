"""Werkzeug. Old programs import from the top."""

from .serving import run_simple as run_simple
from .test import Client as Client
from .wrappers import Request as Request, Response as Response
