"""Policies that are there unless others are asked for."""

DEFAULT_CSP: dict[str, str]
DEFAULT_PERMISSIONS: dict[str, str]
