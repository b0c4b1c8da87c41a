"""Read by the application, and not called after what it holds."""

from constants import FIRST_KEY as FALLBACK

SECRET_KEY = FALLBACK  # flaw: weak-secret-key
