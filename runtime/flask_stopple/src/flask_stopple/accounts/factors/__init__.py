"""Second factors: what a user shows besides the password, and when they have to."""

from __future__ import annotations

import logging
from typing import Any, Optional

from flask import session, url_for
from werkzeug.wrappers import Response

from .. import answers
from ..identity import is_active
from . import devices, needed, pending

logger = logging.getLogger("stopple")

#: In the session of a login that showed two factors.
SECOND = "_second_factor"


def begin(accounts: Any, user: Any, remember: bool, to: Optional[str] = None) -> Optional[Response]:
    """What follows the password: the answer that asks for a second factor, or ``None`` where the user may be logged in now."""
    session.pop(SECOND, None)
    if not is_active(user):
        return None
    ways = needed.of(accounts, user) if accounts.settings["second_factor"] != "off" else ()
    required = needed.is_required(accounts, user)
    if not ways and not required:
        return None
    if ways and devices.is_trusted(accounts, user):
        session[SECOND] = True
        return None
    sets_up = not ways
    if sets_up and not [factor for factor in needed.offered(accounts) if factor in ("totp", "passkey")]:
        logger.error("a user needs a second factor and none can be set up: columns are missing, or `factors` names none")
        if accounts.is_said("second_factor") or accounts.is_said("second_factor_roles"):
            return answers.give(accounts, answers.Answer(accounts.texts.say("You need a second factor, and none can be set up here."), status=403))
        return None
    from ...login import safe_next

    pending.start(accounts, user, remember, sets_up, to or safe_next(accounts.home()))
    page = url_for("accounts.second_factor_setup" if sets_up else "accounts.second_factor")
    return answers.give(accounts, answers.Answer(to=page, data={"second_factor": list(ways), "sets_up": sets_up}))
