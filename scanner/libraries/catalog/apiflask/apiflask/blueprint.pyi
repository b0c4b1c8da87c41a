"""Blueprints."""

from typing import Annotated, Any
from flask import Blueprint
from .scaffold import APIScaffold
from stopple import Inert

class APIBlueprint(APIScaffold, Blueprint):
    def __init__(self, name: str, import_name: str, *args: Any, **kwargs: Any) -> Annotated[None, Inert()]: ...
