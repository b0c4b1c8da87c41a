"""What the guard raises. Refusals are HTTP errors, so that an application can show them in its own way."""

from __future__ import annotations

from typing import Optional

from werkzeug.exceptions import BadRequest, HTTPException, ServiceUnavailable, TooManyRequests
from werkzeug.wrappers import Response

from ._stopple import StoreError

__all__ = [
    "CSRFError",
    "HostRefused",
    "PlainRefused",
    "RateExceeded",
    "SessionTooLarge",
    "SettingError",
    "StoreError",
    "StoreUnavailable",
    "WeakSecretKey",
]


class SettingError(ValueError):
    """A setting that cannot be meant. Raised at start-up, never while serving."""


class WeakSecretKey(SettingError):
    """``SECRET_KEY`` is missing where it is needed, or can be guessed."""


class CSRFError(BadRequest):
    """The request was started by another site, or does not prove that it was not. ``reason`` is one word of
    ``other-site``, ``other-origin``, ``opaque-origin``, ``other-referrer``, ``no-token``, ``wrong-token``, ``no-session``; and
    ``refused`` where an application raises it by itself, as users of Flask-WTF do."""

    description = "CSRF validation failed."

    def __init__(
        self, description: Optional[str] = None, response: Optional[Response] = None, *, reason: str = "refused"
    ) -> None:
        super().__init__(description, response)
        self.reason = reason


class HostRefused(BadRequest):
    """The ``Host`` header names a host that the application does not answer for."""

    description = "This host is not served here."


class PlainRefused(HTTPException):
    """Plain HTTP, and nobody has said which host may be redirected to."""

    code = 403
    description = "This site answers over HTTPS only."


class RateExceeded(TooManyRequests):
    """Too many requests."""

    description = "Too many requests. Try again later."


class StoreUnavailable(ServiceUnavailable):
    """What the request needs lies in a store that does not answer."""

    description = "The service is not available at the moment."


class SessionTooLarge(ValueError):
    """The session does not fit into a cookie. The message names the entries that grew."""
