"""Logging in by a link that is sent by mail. Each works once."""

from __future__ import annotations

from typing import Any

from flask import redirect, request

from . import signals
from .answers import asked_by_mail, base_render_json, commit_after, do_flash, is_spa, page, say, wants_json
from .clock import spoken
from .decorators import anonymous_user_required, unauth_csrf
from .forms import build_from_request
from .links import by_button
from .mail import send_mail
from .messages import get_message
from .proxies import _security
from .redirects import _propagate_next, after_login, get_url, url_for_security
from .serializers import alone_with, token_for, user_of
from .sessions import login_user
from .settings import _, value


def generate_login_token(user: Any) -> str:
    """The token of the link."""
    return token_for("login", user)


def send_login_instructions(user: Any) -> None:
    """Sends the link."""
    token = generate_login_token(user)
    send_mail(
        value("EMAIL_SUBJECT_PASSWORDLESS"),
        user.email,
        value("EMAIL_TEMPLATE_PASSWORDLESS"),
        user=user,
        login_link=url_for_security("token_login", token=token, _external=True),
        login_token=token,
    )
    signals.send(signals.login_instructions_sent, user=user, login_token=token)


def login_token_status(token: str) -> tuple[bool, bool, Any]:
    """Whether a token has expired, whether it is invalid, and its user."""
    expired, invalid, user, _facts = user_of("login", token, value("LOGIN_WITHIN"))
    return expired, invalid, user


@unauth_csrf()
def send_login() -> Any:
    """Asks for the link."""
    form = build_from_request("passwordless_login_form")
    if asked_by_mail(form, send_login_instructions, "EMAIL_TEMPLATE_PASSWORDLESS") and not wants_json():
        say("LOGIN_EMAIL_SENT", email=form.email.data)
    if wants_json():
        return base_render_json(form, include_user=not value("RETURN_GENERIC_RESPONSES"))
    return page("SEND_LOGIN_TEMPLATE", "send_login", send_login_form=form)


@anonymous_user_required
@by_button(_("Login"), _("Login"))
def token_login(token: str) -> Any:
    """What the link leads to."""
    expired, invalid, user = login_token_status(token)
    if expired and user is not None and not invalid:
        if _security.may_write_to(user.email):
            send_login_instructions(user)
        text = get_message("LOGIN_EXPIRED", email=user.email, within=spoken(value("LOGIN_WITHIN")))
        return _refuse(text, user)
    if user is None or invalid or not user.is_active:
        return _refuse(get_message("INVALID_LOGIN_TOKEN"))
    if not alone_with(user) or not _security.login_serializer.spend(token, value("LOGIN_WITHIN").total_seconds()):
        return _refuse(get_message("INVALID_LOGIN_TOKEN"))
    answer = _security.second_factor(user, False, "token", _propagate_next(request.url, None))
    if answer is not None:
        return answer
    login_user(user, authn_via=["token"])
    commit_after()
    if is_spa():
        return redirect(get_url(value("POST_LOGIN_VIEW"), qparams=user.get_redirect_qparams()))
    say("PASSWORDLESS_LOGIN_SUCCESSFUL")
    return redirect(after_login())


def _refuse(message: tuple[str, str], user: Any = None) -> Any:
    text, category = message
    if is_spa():
        facts = {category: text}
        return redirect(get_url(value("LOGIN_ERROR_VIEW"), qparams=user.get_redirect_qparams(facts) if user else facts))
    do_flash(text, category)
    return redirect(url_for_security("login"))
