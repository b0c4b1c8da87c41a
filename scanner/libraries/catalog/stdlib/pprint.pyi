"""Readable values."""

from typing import Annotated, Any
from stopple import Carries

def pformat(object: Annotated[Any, Carries("return")], *args: Any, **kwargs: Any) -> str: ...
def pprint(object: Any, *args: Any, **kwargs: Any) -> None: ...
