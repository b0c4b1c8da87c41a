from typing import Annotated, Any

from stopple import Inert, Sink

from .stdlib import BoundLogger

def get_logger(*args: Any, **initial_values: Annotated[Any, Sink("log")]) -> Annotated[BoundLogger, Inert()]: ...
def wrap_logger(logger: Any, processors: Any = ..., wrapper_class: Any = ..., **initial_values: Any) -> Annotated[BoundLogger, Inert()]: ...
