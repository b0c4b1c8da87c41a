"""Browsers in words: what a user recognises their own devices by. A guess for the eye, on which nothing rests."""

from __future__ import annotations

import re

#: Words in what a browser calls itself, and its name. Each claims to be those before it, so the first that fits is the one.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def in_words(agent: str) -> str:
    """``Firefox, Linux``; ``curl`` for a program that is no browser; empty for what says nothing. It may stand in a mail, so no more of
    what a client wrote gets through than a word."""
    if not agent.startswith("Mozilla/"):
        word = re.match(r"[A-Za-z][\w-]{0,30}", agent)
        return word[0] if word else ""
    names = (next((name for word, name in known if word in agent), None) for known in (_BROWSERS, _SYSTEMS))
    return ", ".join(name for name in names if name)
