"""Registration."""

from __future__ import annotations

from typing import Any

from flask import redirect, request

from . import signals
from .answers import allowed_auth_token, base_render_json, commit_after, page, say, wants_json
from .confirmable import generate_confirmation_link, requires_confirmation
from .decorators import anonymous_user_required, unauth_csrf
from .forms import build_from_request, form_errors_munge
from .mail import send_mail
from .passwords import hash_password
from .proxies import _datastore, _security
from .recoverable import generate_reset_link
from .redirects import _propagate_next, after_register, url_for_security
from .sessions import login_user
from .settings import value


def register_user(registration_form: Any = None, **values: Any) -> Any:
    """Makes the user that a form describes, and welcomes them. Before version 4 the values themselves were given."""
    fields = dict(values) if registration_form is None else registration_form.to_dict(only_user=True)
    password = fields.get("password")
    fields["password"] = hash_password(password) if password else None
    user = _datastore.create_user(**fields)
    if not password and value("UNIFIED_SIGNIN"):
        # Some way in there has to be.
        _datastore.us_setup_email(user)
    # Its key stands in the link.
    _datastore.commit()
    link, token = generate_confirmation_link(user) if _security.confirmable else (None, None)
    if _security.confirmable:
        say("CONFIRM_REGISTRATION", email=user.email)
    form_data = {} if registration_form is None else registration_form.to_dict(only_user=False)
    signals.send(signals.user_registered, user=user, confirm_token=token, confirmation_token=token, form_data=form_data)
    if value("SEND_REGISTER_EMAIL"):
        send_mail(
            value("EMAIL_SUBJECT_REGISTER"),
            user.email,
            value("REGISTER_EMAIL_TEMPLATE"),
            user=user,
            confirmation_link=link,
            confirmation_token=token,
        )
    return user


def register_existing(form: Any) -> bool:
    """For an address or a name that somebody has: answers as if it had worked, and writes to the owner of the address. ``False`` where
    something else is wrong, which may be told."""
    owner, namesake = form.existing_email_user, form.existing_username_user
    if not owner and not namesake:
        return False
    squash: dict[str, dict[str, str]] = {"email": {}} if owner else {}
    if namesake:
        squash["username"] = {}
    form_errors_munge(form, squash)
    if form.errors:
        return False
    # As long as for a new user.
    hash_password("nobody's password")
    if _security.confirmable:
        say("CONFIRM_REGISTRATION", email=form.email.data)
    signals.send(
        signals.user_not_registered,
        user=owner,
        existing_email=owner is not None,
        existing_username=namesake is not None,
        form_data=form.to_dict(only_user=False),
    )
    if value("SEND_REGISTER_EMAIL") and _security.may_write_to(form.email.data):
        if owner:
            _tell_owner(owner)
        else:
            send_mail(
                value("EMAIL_SUBJECT_REGISTER"),
                form.email.data,
                value("REGISTER_EMAIL_EXISTING_USERNAME_TEMPLATE"),
                email=form.email.data,
                username=form.username.data,
            )
    return True


def _tell_owner(owner: Any) -> None:
    """Tells who has the address already that somebody tried, and how they get in."""
    recovery, reset, reset_token, confirmation, confirmation_token = "", "", "", "", ""
    if _security.recoverable:
        recovery = url_for_security("forgot_password", _external=True)
        reset, reset_token = generate_reset_link(owner)
    if requires_confirmation(owner):
        confirmation, confirmation_token = generate_confirmation_link(owner)
    send_mail(
        value("EMAIL_SUBJECT_REGISTER"),
        owner.email,
        value("REGISTER_EMAIL_EXISTING_TEMPLATE"),
        user=owner,
        recovery_link=recovery,
        reset_link=reset,
        reset_token=reset_token,
        confirmation_link=confirmation,
        confirmation_token=confirmation_token,
    )


@anonymous_user_required
@unauth_csrf()
def register() -> Any:
    """The page."""
    older = (_security.confirmable or request.is_json) and _security.forms["confirm_register_form"].cls
    form = build_from_request("confirm_register_form" if older else "register_form")
    if form.validate_on_submit():
        commit_after()
        form.user = user = register_user(form)
        if not _security.confirmable or value("LOGIN_WITHOUT_CONFIRMATION"):
            answer = _security.second_factor(user, False, "register", _propagate_next(request.url, form))
            if answer is not None:
                return answer
            login_user(user, authn_via=["register"])
            if wants_json():
                return base_render_json(form, include_auth_token=allowed_auth_token(user), additional={"tf_required": False})
        return base_render_json(form) if wants_json() else redirect(after_register())
    if request.method == "POST" and value("RETURN_GENERIC_RESPONSES") and register_existing(form):
        return base_render_json(form) if wants_json() else redirect(after_register())
    if wants_json():
        return base_render_json(form)
    return page("REGISTER_USER_TEMPLATE", "register", register_user_form=form)
