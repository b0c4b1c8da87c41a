"""Peewee in Flask: `db.Model` is a model of Peewee that is bound to the application's database."""

from typing import Annotated, Any

import peewee
from stopple import Inert, Source

class FlaskDB:
    database: Any
    Model: type[peewee.Model]
    def __init__(self, app: Any = ..., database: Any = ..., model_class: Any = ..., excluded_routes: Any = ...) -> Annotated[None, Inert()]: ...
    def init_app(self, app: Any) -> Annotated[None, Inert()]: ...

def get_object_or_404(query_or_model: Any, *query: Any) -> Annotated[Any, Source("database"), Inert()]: ...
