"""Routes out of a description. The engine finds the handlers by their names in it."""

from typing import Annotated, Any
from .apps.asynchronous import AsyncApp as AsyncApp  # since 3.0
from .apps.flask import FlaskApp as FlaskApp
from .decorators.produces import NoContent as NoContent
from .lifecycle import ConnexionRequest
from .problem import problem as problem
from .resolver import Resolver as Resolver, RestyResolver as RestyResolver
App = FlaskApp
request: ConnexionRequest
