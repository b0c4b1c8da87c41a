"""The logger of an application."""

from typing import Any

default_handler: Any
def create_logger(app: Any) -> Any: ...
