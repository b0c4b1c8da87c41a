"""A new password by the old one. All logins end with it but the present one."""

from __future__ import annotations

from typing import Any, Optional

from flask import redirect

from ... import login
from . import signals
from .answers import allowed_auth_token, base_render_json, commit_after, page, say, wants_json
from .decorators import auth_required
from .fields import errors_of
from .mail import send_mail
from .messages import get_message
from .passwords import hash_password
from .proxies import _datastore, _security
from .redirects import get_url
from .serializers import alone_with
from .sessions import check_and_update_authn_fresh, end_logins, get_request_attr, stay_logged_in
from .settings import value


def send_password_changed_notice(user: Any) -> None:
    """Tells the owner that the password was changed."""
    if value("SEND_PASSWORD_CHANGE_EMAIL"):
        subject = value("EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE")
        send_mail(subject, user.email, value("EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE"), user=user)


def change_user_password(user: Any, password: Optional[str], notify: bool = True, autologin: bool = True) -> None:
    """Gives a user another password, or none. With ``autologin`` who does it stays logged in."""
    _set_password(user, hash_password(password) if password else None, notify, autologin)


def _set_password(user: Any, hashed: Optional[str], notify: bool, autologin: bool) -> None:
    remembered = login.login_remembered() if autologin else False
    user.password = hashed
    _datastore.put(user)
    end_logins(user)
    if autologin:
        stay_logged_in(user, remembered, ["change"])
    if notify:
        send_password_changed_notice(user)
    signals.send(signals.password_changed, user=user)


def admin_change_password(user: Any, new_passwd: str, notify: bool = True) -> None:
    """Gives somebody else another password, which they have to be told. Their logins end."""
    change_user_password(user, new_passwd, notify=notify, autologin=False)


def _change(form: Any, user: Any) -> bool:
    # Hashing takes long; nobody waits for this row meanwhile.
    hashed = hash_password(form.new_password.data)
    if not alone_with(user):
        # It was set anew, by a link from a mail for instance, while the old one was being compared.
        _security.machinery.users.rollback()
        errors_of(form.password).append(get_message("INVALID_PASSWORD")[0])
        return False
    commit_after()
    _set_password(user, hashed, notify=True, autologin=True)
    return True


@auth_required(lambda: value("API_ENABLED_METHODS"))
def change_password() -> Any:
    """The page."""
    from .forms import build_from_request

    form = build_from_request("change_password_form")
    user = login.current_user._get_current_object()
    if not user.password:
        # There is nothing to show but a fresh login.
        within, grace = value("FRESHNESS"), value("FRESHNESS_GRACE_PERIOD")
        if not check_and_update_authn_fresh(within, grace, get_request_attr("fs_authn_via")):
            return _security._reauthn_handler(within, grace)
    if form.validate_on_submit() and _change(form, user):
        if wants_json():
            form.user = user
            return base_render_json(form, include_auth_token=allowed_auth_token(user))
        say("PASSWORD_CHANGE")
        return redirect(get_url(value("POST_CHANGE_VIEW")) or get_url(value("POST_LOGIN_VIEW")))
    has_one = bool(user.password)
    if wants_json():
        form.user = user
        return base_render_json(form, additional={"active_password": has_one})
    return page("CHANGE_PASSWORD_TEMPLATE", "change_password", change_password_form=form, active_password=has_one)
