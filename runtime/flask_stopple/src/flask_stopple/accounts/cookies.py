"""Cookies by which a browser is known beyond its session: sealed, so that nobody reads one or makes one, and never readable by scripts."""

from __future__ import annotations

import json
import time
from typing import Any, NamedTuple, Optional

from flask import current_app, request
from werkzeug.wrappers import Response

from .. import _stopple, sessions
from ..extension import state_of


class SealedCookie(NamedTuple):
    """One of them. ``name`` gets the prefix ``__Host-`` over HTTPS; ``purpose`` keeps the value of one from being taken for another's."""

    name: str
    purpose: str

    def read(self) -> Optional[dict[str, Any]]:
        """What the browser keeps; ``None`` for nothing, for what ran out, and for what we did not seal."""
        name, _, _ = self._place()
        sealed = request.cookies.get(name)
        text = self._sealer().open(name, sealed) if sealed else None
        try:
            kept = json.loads(text) if text is not None else None
            return dict(kept["kept"]) if kept is not None and int(kept["ends"]) > time.time() else None
        except (ValueError, KeyError, TypeError):
            return None

    def write(self, response: Response, kept: dict[str, Any], seconds: int) -> None:
        """Has the browser keep this for so long."""
        name, domain, path = self._place()
        ends = int(time.time()) + seconds
        sealed = self._sealer().seal(name, json.dumps({"kept": kept, "ends": ends}))
        response.set_cookie(
            name, sealed, expires=ends, domain=domain, path=path, secure=request.scheme == "https", httponly=True, samesite="Lax"
        )

    def _place(self) -> tuple[str, Optional[str], str]:
        """The name as it is sent, and where the cookie counts: where the session's does."""
        interface = current_app.session_interface
        domain, path = interface.get_cookie_domain(current_app), interface.get_cookie_path(current_app)
        return sessions.prefixed(current_app, self.name, request.scheme == "https", domain, path), domain, path

    def _sealer(self) -> _stopple.Sealer:
        return _stopple.Sealer(*state_of(current_app).secrets(), self.purpose)
