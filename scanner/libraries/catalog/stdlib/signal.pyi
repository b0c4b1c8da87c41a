"""Signals of the system."""

from typing import Annotated, Any
from stopple import Registers

SIGINT: int
SIGTERM: int
SIGHUP: int
SIGKILL: int
SIG_IGN: Any
SIG_DFL: Any
def signal(signalnum: Any, handler: Annotated[Any, Registers("callback")]) -> Any: ...
def alarm(seconds: int) -> int: ...
