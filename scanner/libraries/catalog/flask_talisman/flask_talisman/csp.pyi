"""Policies."""

from typing import Any

GOOGLE_CSP_POLICY: Any
DEFAULT_CSP_POLICY: Any
