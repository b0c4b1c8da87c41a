from typing import Annotated, Any, Self

from stopple import Inert

from .elements import ColumnElement

class FunctionElement(ColumnElement):
    def over(self, *, partition_by: Any = ..., order_by: Any = ..., **kwargs: Any) -> Annotated[ColumnElement, Inert()]: ...
    def filter(self, *criterion: Any) -> Annotated[ColumnElement, Inert()]: ...

class Function(FunctionElement): ...

class _FunctionGenerator:
    def __getattr__(self, name: str) -> Annotated[_FunctionGenerator, Inert()]: ...
    def __call__(self, *c: Any, **kwargs: Any) -> Annotated[Function, Inert()]: ...

func: _FunctionGenerator
