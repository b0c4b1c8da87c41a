"""Confirming an address by a link that was sent there."""

from __future__ import annotations

from typing import Any

from flask import redirect, request

from ... import login
from . import signals
from .answers import asked_by_mail, base_render_json, commit_after, do_flash, is_spa, page, say, wants_json
from .clock import spoken
from .decorators import unauth_csrf
from .links import by_button
from .mail import send_mail
from .messages import get_message
from .proxies import _datastore, _security
from .redirects import _propagate_next, get_url, url_for_security
from .serializers import alone_with, token_for, user_of
from .sessions import login_user, logout_user
from .settings import _, value


def generate_confirmation_token(user: Any) -> str:
    """The token of the link."""
    return token_for("confirm", user)


def generate_confirmation_link(user: Any) -> tuple[str, str]:
    """The link, and its token."""
    token = generate_confirmation_token(user)
    return url_for_security("confirm_email", token=token, _external=True), token


def send_confirmation_instructions(user: Any) -> None:
    """Sends the link."""
    link, token = generate_confirmation_link(user)
    send_mail(
        value("EMAIL_SUBJECT_CONFIRM"),
        user.email,
        value("EMAIL_TEMPLATE_CONFIRM"),
        user=user,
        confirmation_link=link,
        confirmation_token=token,
        within=spoken(value("CONFIRM_EMAIL_WITHIN")),
    )
    signals.send(signals.confirm_instructions_sent, user=user, token=token, confirmation_token=token)


def requires_confirmation(user: Any) -> bool:
    """Whether a user has to confirm the address before they may come in."""
    return bool(_security.confirmable and not value("LOGIN_WITHOUT_CONFIRMATION") and user.confirmed_at is None)


def confirm_email_token_status(token: str) -> tuple[bool, bool, Any]:
    """Whether a token has expired, whether it is invalid, and its user."""
    expired, invalid, user, _facts = user_of("confirm", token, value("CONFIRM_EMAIL_WITHIN"))
    return expired, invalid, None if expired else user


def confirm_user(user: Any) -> bool:
    """Notes that the address is confirmed; ``False`` where it was already."""
    if user.confirmed_at is not None:
        return False
    user.confirmed_at = _security.datetime_factory()
    _datastore.put(user)
    signals.send(signals.user_confirmed, user=user)
    return True


# -- pages -----------------------------------------------------------------------------------------------------------


@unauth_csrf()
def send_confirmation() -> Any:
    """Sends the link again."""
    from .forms import build_from_request

    form = build_from_request("send_confirmation_form")
    if asked_by_mail(form, send_confirmation_instructions, "EMAIL_TEMPLATE_CONFIRM") and not wants_json():
        say("CONFIRMATION_REQUEST", email=form.email.data)
    if wants_json():
        return base_render_json(form, include_user=False)
    return page("SEND_CONFIRMATION_TEMPLATE", "send_confirmation", send_confirmation_form=form)


@by_button(_("Confirm your email address"), _("Confirm"))
def confirm_email(token: str) -> Any:
    """What the link leads to."""
    expired, invalid, user = confirm_email_token_status(token)
    if expired:
        return _refuse(*get_message("CONFIRMATION_EXPIRED", within=spoken(value("CONFIRM_EMAIL_WITHIN"))))
    if user is None or invalid or not alone_with(user):
        return _refuse(*get_message("INVALID_CONFIRMATION_TOKEN"))
    if not confirm_user(user):
        return _refuse(*get_message("ALREADY_CONFIRMED"))
    commit_after()
    text, category = get_message("EMAIL_CONFIRMED")
    if user != login.current_user:
        logout_user()
        if value("AUTO_LOGIN_AFTER_CONFIRM"):
            answer = _security.second_factor(user, False, "confirm", _propagate_next(request.url, None))
            if answer is not None:
                do_flash(text, category)
                return answer
            login_user(user, authn_via=["confirm"])
    if is_spa():
        return redirect(get_url(value("POST_CONFIRM_VIEW"), qparams=user.get_redirect_qparams({category: text})))
    do_flash(text, category)
    following = value("POST_LOGIN_VIEW") if value("AUTO_LOGIN_AFTER_CONFIRM") else ".login"
    return redirect(get_url(value("POST_CONFIRM_VIEW")) or get_url(following))


def _refuse(text: str, category: str) -> Any:
    place = value("CONFIRM_ERROR_VIEW")
    if is_spa():
        return redirect(get_url(place, qparams={category: text}))
    do_flash(text, category)
    return redirect(get_url(place) or url_for_security("send_confirmation"))
