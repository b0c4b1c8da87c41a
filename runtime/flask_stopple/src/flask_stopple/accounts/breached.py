"""Passwords that were stolen elsewhere, asked for at Have I Been Pwned by the first five digits of a hash: it learns no password.

It is an advice and no guard: if nobody answers the password is taken, and a log line says so (ASVS 6.2.12).
"""

from __future__ import annotations

import hashlib
import logging
import urllib.request
from typing import Any, Mapping

logger = logging.getLogger("stopple")

#: A page that waits longer is one that its visitor leaves.
SECONDS = 2.0


def is_known(password: str, settings: Mapping[str, Any]) -> bool:
    """Whether a password is known to have been stolen; ``False`` where nobody answers."""
    ask = settings["password_breached"]
    try:
        if callable(ask):
            return bool(ask(password))
        return times(password, str(settings["password_breached_url"])) > 0
    except Exception as error:  # Whatever it is, nobody's registration fails by it.
        logger.warning("whether a password was stolen could not be asked, it was taken: %s", error)
        return False


def times(password: str, url: str) -> int:
    """How often a password stands in the list. Raises where nobody answers."""
    # SHA-1 is what the list is made of; it guards nothing here.
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    # Padding hides from who watches the connection how many there were: its lines count none.
    asked = urllib.request.Request(url + digest[:5], headers={"Add-Padding": "true", "User-Agent": "stopple"})
    with urllib.request.urlopen(asked, timeout=SECONDS) as response:
        for line in response.read(1 << 20).decode("ascii", "replace").upper().splitlines():
            suffix, _, count = line.partition(":")
            if suffix.strip() == digest[5:]:
                return int(count.strip() or 0)
    return 0
