"""Security events, a JSON object a line, in the words of the OWASP logging vocabulary; never with secrets."""

from __future__ import annotations

import json
import logging
import time
from typing import Any, Optional

from flask import current_app, has_request_context, request

logger = logging.getLogger("stopple.audit")

#: Our events and the words of the OWASP Logging Vocabulary Cheat Sheet.
VOCABULARY = {
    "login": "authn_login_success",
    "login_refused": "authn_login_fail",
    "login_remembered": "authn_login_success_remembered",
    "logout": "session_logout",
    "token_stolen": "authn_token_reuse",
    "session_ended": "session_expired",
    "session_changed_browser": "session_use_after_change",
    "unauthorized": "authz_fail",
    "csrf_refused": "malicious_csrf",
    "host_refused": "malicious_host",
    "rate_exceeded": "excess_rate_limit_exceeded",
    "store_unavailable": "sys_store_unavailable",
}


def event(name: str, *, level: int = logging.INFO, session_id: Optional[str] = None, **details: Any) -> None:
    """Writes an event. Details are words and ids; who calls never passes a token, a cookie or a password. ``session_id`` is what stands for
    a user in sessions and may change with a password: the line names the user by what does not, where somebody knows it."""
    if not logger.isEnabledFor(level):
        return
    if not current_app.extensions["stopple"].settings["audit"]:
        return
    line: dict[str, Any] = {
        "datetime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "appid": current_app.import_name,
        "event": VOCABULARY[name],
        "level": logging.getLevelName(level),
    }
    if has_request_context():
        line.update(
            source_ip=request.remote_addr,
            method=request.method,
            # The path alone: a query may hold what is nobody's business.
            path=request.path,
            endpoint=request.endpoint,
            useragent=request.user_agent.string[:200],
        )
    line.update(details)
    if session_id is not None:
        name_of = current_app.extensions["stopple"].login.name_of
        line["user"] = session_id if name_of is None else name_of(session_id)
    logger.log(level, "%s", json.dumps(line, default=str))
