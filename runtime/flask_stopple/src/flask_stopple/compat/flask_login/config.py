"""Defaults, under the names of Flask-Login."""

from __future__ import annotations

from datetime import timedelta

from ...login import EXEMPT_METHODS as _EXEMPT_METHODS

COOKIE_NAME = "remember_token"
#: A month, and not a year.
COOKIE_DURATION = timedelta(days=30)
#: Over HTTPS it always is; True keeps it from plain HTTP too.
COOKIE_SECURE = False
COOKIE_HTTPONLY = True
COOKIE_SAMESITE = "Lax"
LOGIN_MESSAGE = "Please log in to access this page."
LOGIN_MESSAGE_CATEGORY = "message"
REFRESH_MESSAGE = "Please reauthenticate to access this page."
REFRESH_MESSAGE_CATEGORY = "message"
ID_ATTRIBUTE = "get_id"
AUTH_HEADER_NAME = "Authorization"
#: What a login writes into the session, and takes out of it again.
SESSION_KEYS = {"_user_id", "_remember", "_remember_seconds", "_id", "_fresh", "next"}
EXEMPT_METHODS = set(_EXEMPT_METHODS)
USE_SESSION_FOR_NEXT = False
