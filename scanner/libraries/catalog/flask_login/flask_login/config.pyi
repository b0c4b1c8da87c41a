"""Names of settings."""

from typing import Any

COOKIE_NAME: str
COOKIE_DURATION: Any
