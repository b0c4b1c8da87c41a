"""Schemas of models."""

from typing import Annotated, Any
from marshmallow import Schema as _Schema
from stopple import Inert

class Marshmallow:
    Schema: type[_Schema]
    SQLAlchemySchema: Any
    SQLAlchemyAutoSchema: Any
    ModelSchema: Any  # dynamic
    def __init__(self, app: Any = ...) -> Annotated[None, Inert()]: ...
    def init_app(self, app: Any) -> None: ...
    def auto_field(self, *args: Any, **kwargs: Any) -> Annotated[Any, Inert()]: ...
    def URLFor(self, *args: Any, **kwargs: Any) -> Annotated[Any, Inert()]: ...  # dynamic
    def Hyperlinks(self, *args: Any, **kwargs: Any) -> Annotated[Any, Inert()]: ...  # dynamic
    def Nested(self, *args: Any, **kwargs: Any) -> Annotated[Any, Inert()]: ...  # dynamic
