"""Codes of answers."""

from typing import Annotated, Any
from stopple import Inert

class HTTPStatus:
    value: int
    phrase: Annotated[str, Inert()]  # dynamic
    OK: int
    CREATED: int
    ACCEPTED: int
    NO_CONTENT: int
    MOVED_PERMANENTLY: int
    FOUND: int
    SEE_OTHER: int
    BAD_REQUEST: int
    UNAUTHORIZED: int
    FORBIDDEN: int
    NOT_FOUND: int
    METHOD_NOT_ALLOWED: int
    CONFLICT: int
    UNPROCESSABLE_ENTITY: int
    TOO_MANY_REQUESTS: int
    INTERNAL_SERVER_ERROR: int
    SERVICE_UNAVAILABLE: int
class HTTPMethod:
    GET: str
    POST: str
