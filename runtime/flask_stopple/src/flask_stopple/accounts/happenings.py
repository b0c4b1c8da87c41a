"""The last security events, for the administration page: the lines of the audit log once more, in a small file beside the guard's store.

The audit log is what counts and is kept elsewhere. This is a window onto it: the newest ten thousand lines of this machine.
"""

from __future__ import annotations

import collections
import json
import logging
import os
import sqlite3
import threading
from typing import Any, Optional

from flask import Flask, current_app, has_app_context

from .. import audit

MOST = 10_000


#: Under this name an application has its own.
NAME = "stopple_happenings"


class Listener(logging.Handler):
    """Hears the logger ``stopple.audit``, which all applications of a process share, and tells each what is its own. One for all: an application that is gone is forgotten."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            happenings: Optional[Happenings] = current_app.extensions.get(NAME) if has_app_context() else None
            if happenings is not None:
                happenings.keep(record.getMessage())
        except Exception:
            # A full disk must not keep anybody from logging in; logging says it in its own way.
            self.handleError(record)


class Happenings:
    """The last events of one application."""

    def __init__(self, path: Optional[str]) -> None:
        self._memory: collections.deque[str] = collections.deque(maxlen=MOST)
        self._path, self._thread = path, threading.local()
        self._count = 0

    def keep(self, line: str) -> None:
        """Keeps one line of the audit log."""
        if self._path is None:
            self._memory.append(line)
            return
        connection = self._connection()
        with connection:
            connection.execute("insert into happenings (line) values (?)", (line,))
            self._count += 1
            if self._count % 100 == 0:
                connection.execute("delete from happenings where id <= (select max(id) from happenings) - ?", (MOST,))

    def newest(self, count: int = 100, user: Optional[str] = None) -> list[dict[str, Any]]:
        """The newest events, of all or of one user."""
        if self._path is None:
            lines = list(reversed(self._memory))
        else:
            lines = [line for (line,) in self._connection().execute("select line from happenings order by id desc limit ?", (MOST,))]
        found: list[dict[str, Any]] = []
        for line in lines:
            event = json.loads(line)
            if user is None or str(event.get("user")) == user:
                found.append(event)
                if len(found) == count:
                    break
        return found

    def _connection(self) -> sqlite3.Connection:
        connection: Optional[sqlite3.Connection] = getattr(self._thread, "connection", None)
        if connection is None:
            assert self._path is not None
            is_new = not os.path.exists(self._path)
            connection = self._thread.connection = sqlite3.connect(self._path, timeout=5)
            if is_new:
                os.chmod(self._path, 0o600)
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = off")
            connection.execute("create table if not exists happenings (id integer primary key, line text not null)")
        return connection


def install(app: Flask, store: Optional[str]) -> Happenings:
    """Has the events of an application kept: in memory where its store is, else in its instance folder."""
    path = None
    if store != "memory":
        os.makedirs(app.instance_path, mode=0o700, exist_ok=True)
        path = os.path.join(app.instance_path, "stopple-events.sqlite3")
    happenings = app.extensions[NAME] = Happenings(path)
    if not any(isinstance(handler, Listener) for handler in audit.logger.handlers):
        audit.logger.addHandler(Listener(logging.INFO))
    if audit.logger.level == logging.NOTSET:
        # Logins are events, too; without a level of its own the logger would leave out all but warnings.
        audit.logger.setLevel(logging.INFO)
    return happenings
