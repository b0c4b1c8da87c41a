"""German. A test holds it against the texts that the code and the templates say: none is missing, none is left over."""

from __future__ import annotations

GERMAN: dict[str, str] = {}
