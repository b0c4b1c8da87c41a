"""Routes out of a description. The engine finds the handlers by their names in it."""

from typing import Annotated, Any
from flask import Flask
from flask.globals import request as request
from .apps.flask import FlaskApp as FlaskApp
from .decorators.produces import NoContent as NoContent
from .problem import problem as problem
App = FlaskApp
