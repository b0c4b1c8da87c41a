# until 1
"""Answers without content."""

from typing import Any

NoContent: Any
