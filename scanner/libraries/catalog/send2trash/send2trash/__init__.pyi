"""Files, put where they can be got back from."""

from typing import Annotated, Any
from stopple import Sink

def send2trash(paths: Annotated[Any, Sink("path-write")]) -> None: ...
