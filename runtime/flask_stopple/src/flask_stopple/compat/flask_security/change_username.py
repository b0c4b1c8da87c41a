"""Another username."""

from __future__ import annotations

from typing import Any

from flask import redirect

from ... import login
from . import signals
from .answers import base_render_json, commit_after, page, say, wants_json
from .decorators import fresh_auth_required
from .fields import Form, _get_form_field_label
from .forms import SubmitField, build_from_request
from .mail import send_mail
from .proxies import _datastore
from .redirects import get_url
from .settings import value


class ChangeUsernameForm(Form):
    """The new name; the settings say what it may be."""

    submit = SubmitField(label=_get_form_field_label("submit"))


@fresh_auth_required
def change_username() -> Any:
    """The page."""
    form = build_from_request("change_username_form")
    user = login.current_user._get_current_object()
    if form.validate_on_submit():
        form.user = user
        commit_after()
        update_username(user, form.username.data)
        if wants_json():
            return base_render_json(form)
        say("USERNAME_CHANGE")
        return redirect(get_url(value("POST_CHANGE_USERNAME_VIEW")) or get_url(value("POST_LOGIN_VIEW")))
    if wants_json():
        form.user = user
        return base_render_json(form, additional={"current_username": user.username})
    return page("CHANGE_USERNAME_TEMPLATE", "change_username", change_username_form=form, current_username=user.username)


def update_username(user: Any, new_username: str) -> None:
    """Gives a user another name, and tells them."""
    old, user.username = user.username, new_username
    _datastore.put(user)
    if value("SEND_USERNAME_CHANGE_EMAIL"):
        subject = value("EMAIL_SUBJECT_USERNAME_CHANGE_NOTICE")
        send_mail(subject, user.email, value("CHANGE_USERNAME_EMAIL_TEMPLATE"), user=user)
    signals.send(signals.username_changed, user=user, old_username=old)
