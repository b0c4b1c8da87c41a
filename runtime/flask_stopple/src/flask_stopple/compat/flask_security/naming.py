"""Usernames and free text: what characters they may have, and in which form they are compared."""

from __future__ import annotations

import unicodedata
from typing import Any, Optional

from flask import Flask

from .messages import get_message
from .settings import value


def input_svn(text: str, allowed_categories: Optional[list[str]], normalize_form: Any) -> tuple[str, Optional[str]]:
    """A text that may be shown to others, in its normal form: ``("ok", text)``; ``illegal`` for one that is more than text
    (markup, control characters), ``unallowed`` for characters of other Unicode categories than the allowed ones."""
    stripped = text.strip()
    if any(character in "<>&" or unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in stripped):
        return "illegal", None
    if allowed_categories and not all(unicodedata.category(one).startswith(tuple(allowed_categories)) for one in stripped):
        return "unallowed", None
    return "ok", unicodedata.normalize(normalize_form, stripped) if normalize_form else stripped


class UsernameUtil:
    """Normalises and judges usernames: ``Security(app, datastore, username_util_cls=...)`` takes another one."""

    def __init__(self, app: Flask) -> None:
        pass

    def normalize(self, username: str) -> Optional[str]:
        """The name as it is compared; ``None`` for what is no name."""
        return input_svn(username, value("USERNAME_ALLOWED_CHARS"), value("INPUT_NORMALIZE_FORM"))[1]

    def validate(self, username: str) -> tuple[Optional[str], Optional[str]]:
        """What is wrong with a name, and the name in its normal form. An empty one is none, and nothing is wrong with it."""
        if not username:
            return None, None
        reason, name = input_svn(username, value("USERNAME_ALLOWED_CHARS"), value("INPUT_NORMALIZE_FORM"))
        if name is None:
            return get_message("USERNAME_DISALLOWED_CHARACTERS" if reason == "unallowed" else "INVALID_INPUT")[0], None
        least, most = value("USERNAME_MIN_LENGTH"), value("USERNAME_MAX_LENGTH")
        if not least <= len(name) <= most:
            return get_message("USERNAME_INVALID_LENGTH", min=least, max=most)[0], name
        return None, name
