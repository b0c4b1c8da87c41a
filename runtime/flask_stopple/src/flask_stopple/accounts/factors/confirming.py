"""Who shows a factor: at the end of a login, or again before a sensitive change."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from flask import session, url_for
from werkzeug.wrappers import Response

from ... import login
from .. import answers
from .. import events
from ..forms import Refused
from ..identity import me
from . import SECOND, devices, mailed, needed, passkeys, pending, recovery, totp


def waiting(accounts: Any) -> pending.Pending:
    """The login that waits here. Raises ``Refused`` (401) where none does."""
    found = pending.find(accounts)
    if found is None:
        raise Refused(accounts.texts.say("Please log in again: this took too long."), status=401)
    return found


def check_code(accounts: Any, user: Any, way: str, code: str, half: Optional[pending.Pending]) -> None:
    """Proves a code. Raises ``Refused``, with one sentence for everything that can be wrong."""
    if way not in needed.of(accounts, user):
        right = False
    elif way == "totp":
        right = totp.check(accounts, user, code)
    elif way == "recovery":
        right = recovery.check(accounts, user, code)
    else:
        right = way == "email" and half is not None and mailed.check(accounts, half, code)
    if not right:
        events.happened("factor_refused", user, factor=way)
        raise Refused(accounts.texts.say("This code is not right, or was used already."), "code")
    events.happened("factor_passed", user, factor=way)


def check_passkey(accounts: Any, user: Any, purpose: str) -> Any:
    """Proves what a device answered to ``navigator.credentials.get``. Raises ``Refused``."""
    answer = answers.sent().get("credential")
    try:
        owner = passkeys.prove(accounts, user, answer if isinstance(answer, Mapping) else {}, purpose)
    except Refused:
        events.happened("factor_refused", user, factor="passkey")
        raise
    events.happened("factor_passed", owner, factor="passkey")
    return owner


def finish(accounts: Any, half: pending.Pending, trust: bool) -> Response:
    """The second factor was right: the login that waited is one now."""
    pending.end(accounts, half)
    if trust:
        devices.trust(accounts, half.user)
    return enter(accounts, half.user, half.remember, half.to)


def enter(accounts: Any, user: Any, remember: bool, to: str) -> Response:
    """Logs in a user who showed two factors."""
    from .. import admission

    answer = admission.log_in(accounts, user, remember, "second factor")
    session[SECOND] = True
    return answers.give(accounts, answer._replace(to=to))


def confirm(accounts: Any, factor: bool) -> Response:
    """The present user has shown again who they are."""
    login.confirm_login()
    if factor:
        session[SECOND] = True
    return answers.give(accounts, answers.Answer(to=login.safe_next(accounts.home())))


def set_up_by(accounts: Any) -> tuple[Any, Optional[pending.Pending]]:
    """Who may set up a factor: a user with a fresh login, or one who has to before they are logged in."""
    half = pending.find(accounts)
    if half is not None and half.sets_up and not login.present().is_authenticated:
        return half.user, half
    return me(), None


def after_set_up(accounts: Any, user: Any, factor: str, half: Optional[pending.Pending]) -> Response:
    """A factor was added: the owner is told, a login that waited for it is one, and recovery codes are offered."""
    events.happened("factor_added", user, factor=factor)
    tell_owner(accounts, user, factor, added=True)
    if half is not None:
        half = half._replace(to=url_for("accounts.recovery_codes") if accounts.is_on("recovery_codes") else half.to)
        return finish(accounts, half, False)
    session[SECOND] = True
    say = accounts.texts.say
    if "recovery" in needed.offered(accounts) and not recovery.left(user):
        return answers.give(accounts, answers.Answer(say("Saved. Now make recovery codes, for the day the device is lost."), to=url_for("accounts.recovery_codes")))
    return answers.give(accounts, answers.Answer(say("Saved."), to=url_for("accounts.security")))


def after_removal(accounts: Any, user: Any, factor: str, end_others: bool) -> Response:
    """A factor was taken away: trusted browsers are none any more, and other sessions end where the owner said so (ASVS 7.4.3)."""
    events.happened("factor_removed", user, factor=factor)
    devices.distrust_all(accounts, user)
    if end_others:
        login.logout_everywhere(accounts.users.session_id(user), but_here=True)
    tell_owner(accounts, user, factor, added=False)
    return answers.give(accounts, answers.Answer(accounts.texts.say("Removed."), to=url_for("accounts.security")))


def tell_owner(accounts: Any, user: Any, factor: str, added: bool) -> None:
    """A mail, where mails can be sent (ASVS 6.3.7)."""
    if accounts.mail.sender() is not None:
        accounts.mail.send("factor_changed", user, factor=factor, added=added)
