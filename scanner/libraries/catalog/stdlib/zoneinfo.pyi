"""Zones of time."""

from typing import Annotated, Any
from datetime import tzinfo
from stopple import Inert

class ZoneInfoNotFoundError(KeyError): ...
class ZoneInfo(tzinfo):
    def __init__(self, key: str) -> Annotated[None, Inert()]: ...
def available_timezones() -> Annotated[set[str], Inert()]: ...
