"""The outbox of development: mails that stay in memory, and a page that shows them. Only in debug mode is there such a page."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .mail import Message

#: The latest that are kept.
MOST = 100


class Outbox:
    """Mails, the latest first."""

    def __init__(self) -> None:
        self._kept: deque[Message] = deque(maxlen=MOST)
        self._lock = threading.Lock()

    def add(self, message: Message) -> None:
        """Keeps a mail."""
        with self._lock:
            self._kept.appendleft(message)

    def __iter__(self) -> Any:
        with self._lock:
            return iter(list(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Forgets all of them."""
        with self._lock:
            self._kept.clear()
