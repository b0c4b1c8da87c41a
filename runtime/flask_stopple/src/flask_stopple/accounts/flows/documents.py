"""The OpenAPI document, and the outbox of development."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, current_app, jsonify

from .. import openapi
from ..routes import Route

if TYPE_CHECKING:
    from ..extension import Accounts


def document(accounts: Accounts) -> Any:
    return jsonify(openapi.document(accounts))


def outbox(accounts: Accounts) -> dict[str, Any]:
    # Looked at with each request: debug mode may be set after the extension.
    if not current_app.debug:
        abort(404)
    return {"messages": [message._asdict() for message in accounts.mail.outbox]}


ROUTES = (
    Route("openapi", "/openapi.json", "This document.", None, document),
    Route("outbox", "/outbox", "Mails of development; in debug mode only.", None, outbox),
)
