"""A new password by a link, and a forgotten username by mail. A link works once, and ends with any change of the account."""

from __future__ import annotations

from typing import Any

from flask import redirect, request

from ... import login
from . import signals
from .answers import allowed_auth_token, asked_by_mail, base_render_json, commit_after, do_flash, is_spa, page, say, someone_is_logged_in, wants_json
from .clock import spoken
from .decorators import anonymous_user_required, unauth_csrf
from .mail import send_mail
from .messages import get_message
from .passwords import hash_password
from .proxies import _datastore, _security
from .redirects import _propagate_next, get_url, url_for_security
from .serializers import alone_with, token_for, user_of
from .sessions import end_logins, login_user
from .settings import value


def generate_reset_password_token(user: Any) -> str:
    """The token of the link."""
    return token_for("reset", user)


def generate_reset_link(user: Any) -> tuple[str, str]:
    """The link, and its token."""
    token = generate_reset_password_token(user)
    return url_for_security("reset_password", token=token, _external=True), token


def send_reset_password_instructions(user: Any) -> None:
    """Sends the link."""
    link, token = generate_reset_link(user)
    if value("SEND_PASSWORD_RESET_EMAIL"):
        send_mail(
            value("EMAIL_SUBJECT_PASSWORD_RESET"),
            user.email,
            value("EMAIL_TEMPLATE_PASSWORD_RESET"),
            user=user,
            reset_link=link,
            reset_token=token,
            within=spoken(value("RESET_PASSWORD_WITHIN")),
        )
    signals.send(signals.reset_password_instructions_sent, user=user, token=token, reset_token=token)


def send_password_reset_notice(user: Any) -> None:
    """Tells the owner that a new password was set."""
    if value("SEND_PASSWORD_RESET_NOTICE_EMAIL"):
        send_mail(value("EMAIL_SUBJECT_PASSWORD_NOTICE"), user.email, value("EMAIL_TEMPLATE_PASSWORD_RESET_NOTICE"), user=user)


def reset_password_token_status(token: str) -> tuple[bool, bool, Any]:
    """Whether a token has expired, whether it is invalid, and its user."""
    expired, invalid, user, _facts = user_of("reset", token, value("RESET_PASSWORD_WITHIN"))
    return expired, invalid, user


def update_password(user: Any, password: str) -> None:
    """Gives a user another password. All their logins end with it."""
    _set_password(user, hash_password(password))


def _set_password(user: Any, hashed: str) -> None:
    user.password = hashed
    _datastore.put(user)
    end_logins(user)
    send_password_reset_notice(user)
    signals.send(signals.password_reset, user=user)


def send_username_recovery_email(user: Any) -> None:
    """Sends a user their name."""
    if value("USERNAME_RECOVERY"):
        send_mail(
            value("EMAIL_SUBJECT_USERNAME_RECOVERY"),
            user.email,
            value("USERNAME_RECOVERY_EMAIL_TEMPLATE"),
            user=user,
            username=user.username,
        )
        signals.send(signals.username_recovery_email_sent, user=user)


# -- pages -----------------------------------------------------------------------------------------------------------


@unauth_csrf()
def forgot_password() -> Any:
    """Asks for the link."""
    from .forms import build_from_request

    form = build_from_request("forgot_password_form")
    if asked_by_mail(form, send_reset_password_instructions, "EMAIL_TEMPLATE_PASSWORD_RESET") and not wants_json():
        say("PASSWORD_RESET_REQUEST", email=form.email.data)
    if wants_json():
        return base_render_json(form, include_user=False)
    elsewhere = confirm_redirect(form, "email")
    if elsewhere is not None:
        return elsewhere
    if someone_is_logged_in():
        form.email.data = login.current_user.email
    return page("FORGOT_PASSWORD_TEMPLATE", "forgot_password", forgot_password_form=form)


def confirm_redirect(form: Any, attribute: str) -> Any:
    """The page of ``SECURITY_REQUIRES_CONFIRMATION_ERROR_VIEW`` for who has to confirm first; only where the answer may tell it."""
    place = value("REQUIRES_CONFIRMATION_ERROR_VIEW")
    if not form.requires_confirmation or not place or value("RETURN_GENERIC_RESPONSES"):
        return None
    say("CONFIRMATION_REQUIRED")
    return redirect(get_url(place, qparams={attribute: getattr(form.user, attribute)}))


def _why_not(expired: bool) -> tuple[str, str]:
    if expired:
        return get_message("PASSWORD_RESET_EXPIRED", within=spoken(value("RESET_PASSWORD_WITHIN")))
    return get_message("INVALID_RESET_PASSWORD_TOKEN")


@unauth_csrf()
def reset_password(token: str) -> Any:
    """What the link leads to: the form, and its sending."""
    from .forms import build_from_request

    form = build_from_request("reset_password_form")
    expired, invalid, form.user = reset_password_token_status(token)
    good = form.user is not None and not invalid and not expired
    if request.method == "GET":
        return _show(form, token, good, expired)
    if not good:
        return _no_more(form, expired)
    if form.validate_on_submit():
        # Hashing takes long; nobody waits for this row meanwhile.
        hashed = hash_password(form.password.data)
        if not alone_with(form.user) or not _security.reset_serializer.spend(token, value("RESET_PASSWORD_WITHIN").total_seconds()):
            # Somebody was faster, with this link or another one.
            _security.machinery.users.rollback()
            return _no_more(form, expired=False)
        commit_after()
        _set_password(form.user, hashed)
        return _after_reset(form)
    if wants_json():
        return base_render_json(form)
    return page("RESET_PASSWORD_TEMPLATE", "reset_password", reset_password_form=form, reset_password_token=token)


def _no_more(form: Any, expired: bool) -> Any:
    text, category = _why_not(expired)
    if wants_json():
        form.form_errors.append(text)
        return base_render_json(form, include_user=False)
    do_flash(text, category)
    return redirect(url_for_security("forgot_password"))


def _show(form: Any, token: str, good: bool, expired: bool) -> Any:
    if not good:
        text, category = _why_not(expired)
        if is_spa():
            return redirect(get_url(value("RESET_ERROR_VIEW"), qparams={category: text}))
        do_flash(text, category)
        return redirect(url_for_security("forgot_password"))
    if is_spa():
        # Nothing about whose it is: the link may be in other hands.
        return redirect(get_url(value("RESET_VIEW"), qparams={"token": token}))
    return page("RESET_PASSWORD_TEMPLATE", "reset_password", reset_password_form=form, reset_password_token=token)


def _after_reset(form: Any) -> Any:
    if not value("AUTO_LOGIN_AFTER_RESET"):
        if wants_json():
            return _security._render_json({}, 200, None, None)
        say("PASSWORD_RESET_NO_LOGIN")
        return redirect(get_url(value("POST_RESET_VIEW")) or get_url(".login"))
    answer = _security.second_factor(form.user, False, "reset", _propagate_next(request.url, None))
    if answer is not None:
        return answer
    login_user(form.user, authn_via=["reset"])
    if wants_json():
        from .forms import DummyForm

        shown = DummyForm(formdata=None)
        shown.user = form.user
        return base_render_json(shown, include_auth_token=allowed_auth_token(form.user), additional={"tf_required": False})
    say("PASSWORD_RESET")
    return redirect(get_url(value("POST_RESET_VIEW")) or get_url(value("POST_LOGIN_VIEW")))


@anonymous_user_required
@unauth_csrf()
def recover_username() -> Any:
    """Asks for the username of an address."""
    from .forms import build_from_request

    form = build_from_request("username_recovery_form")
    if asked_by_mail(form, send_username_recovery_email, "USERNAME_RECOVERY_EMAIL_TEMPLATE") and not wants_json():
        say("USERNAME_RECOVERY_REQUEST")
        return redirect(url_for_security("login"))
    if wants_json():
        return base_render_json(form, include_user=False)
    elsewhere = confirm_redirect(form, "email")
    if elsewhere is not None:
        return elsewhere
    return page("USERNAME_RECOVERY_TEMPLATE", "recover_username", username_recovery_form=form)
