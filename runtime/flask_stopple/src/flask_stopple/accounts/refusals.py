"""401 and 403, told as a page or as JSON, whichever the client reads."""

from __future__ import annotations

import json
import logging
from typing import Any, NoReturn, Optional

from flask import Response, current_app, request
from werkzeug.exceptions import Forbidden, HTTPException, Unauthorized

from .. import audit, signals
from ..extension import state_of


def reads_json() -> bool:
    """Whether who asks is a program: it sends JSON, shows a token, prefers JSON, or is a script that does not ask for a page."""
    if request.is_json or request.authorization is not None:
        return True
    accepted = request.accept_mimetypes
    html, plain = accepted["text/html"], accepted["application/json"]
    if html != plain:
        return plain > html
    # A script's `fetch` accepts anything; what a browser navigates to says `document`.
    return request.headers.get("Sec-Fetch-Dest") == "empty"


class _Refusal(HTTPException):
    """An HTTP error that an application may handle as any other, and which otherwise speaks the client's language."""

    def __init__(self, description: Optional[str] = None, *, challenge: Optional[str] = None, **more: Any) -> None:
        accounts = current_app.extensions.get("stopple_accounts")
        if description is None and accounts is not None:
            description = accounts.texts.say(self.description)
        super().__init__(description)
        self.challenge, self.more = challenge, more

    def get_response(self, environ: Any = None, scope: Any = None) -> Any:
        response: Any
        if reads_json():
            body = {"errors": {"": [self.description]}, **self.more}
            response = Response(json.dumps(body), self.code, mimetype="application/json")
        elif "stopple_accounts" in current_app.extensions:
            from .answers import render

            page = render(current_app.extensions["stopple_accounts"], "refused.html", errors={"form": [self.description]})
            response = Response(page, self.code)
        else:
            response = super().get_response(environ, scope)
        if self.challenge:
            response.headers["WWW-Authenticate"] = self.challenge
        return response


class NotKnown(_Refusal, Unauthorized):
    """Nobody is logged in, or not in a way that this view takes."""

    code = 401
    description = "You have to log in."


class NotFresh(_Refusal, Unauthorized):
    """It is too long ago that the user showed who they are. JSON answers have ``reauth_required``."""

    code = 401
    description = "You have to confirm who you are."


class NotAllowed(_Refusal, Forbidden):
    """The user is known and must not do this."""

    code = 403
    description = "You are not allowed to do this."


def refuse_unknown() -> Any:
    """The answer to somebody who has to log in: the way to the login page, or 401 for a program."""
    if not reads_json():
        return state_of(current_app).login.unauthorized()
    signals.user_unauthorized.send(current_app._get_current_object())  # type: ignore[attr-defined]
    audit.event("unauthorized", level=logging.WARNING)
    raise NotKnown(challenge=_challenge())


def refuse_stale() -> Any:
    """The answer to a user who has to show again who they are."""
    if not reads_json():
        return state_of(current_app).login.needs_refresh()
    signals.user_needs_refresh.send(current_app._get_current_object())  # type: ignore[attr-defined]
    raise NotFresh(reauth_required=True)


def refuse(who: str, wanted: str) -> NoReturn:
    """403, with a line in the audit log that says who, by their session, wanted what."""
    audit.event("forbidden", level=logging.WARNING, session_id=who, wanted=wanted)
    raise NotAllowed()


def _challenge() -> str:
    """What RFC 9110 wants beside a 401. A browser must not open its password window over a page, so Basic is not offered to scripts of one."""
    schemes = current_app.extensions.get("stopple_challenges", ())
    if request.headers.get("Sec-Fetch-Site") is not None:
        schemes = [scheme for scheme in schemes if not scheme.startswith("Basic")]
    return ", ".join(schemes) or 'Bearer realm="accounts"'
