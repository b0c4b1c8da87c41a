"""Another address, confirmed by a link that is sent to it."""

from __future__ import annotations

from typing import Any

from flask import redirect, request

from ... import login
from . import signals
from .answers import base_render_json, commit_after, do_flash, is_spa, page, say, wants_json
from .clock import spoken
from .decorators import fresh_auth_required
from .fields import Form, UniqueEmailFormMixin, _get_form_field_label
from .forms import SubmitField, build_from_request, form_errors_munge
from .identities import find_by
from .links import by_button
from .mail import send_mail
from .messages import get_message
from .proxies import _datastore, _security
from .redirects import get_url, url_for_security
from .serializers import alone_with, token_for, user_of
from .settings import _, value


class ChangeEmailForm(UniqueEmailFormMixin, Form):
    """The new address."""

    submit = SubmitField(label=_get_form_field_label("submit"))


@fresh_auth_required
def change_email() -> Any:
    """Asks for the link."""
    form = build_from_request("change_email_form")
    user = login.current_user._get_current_object()
    asked = form.validate_on_submit()
    if asked:
        _send_instructions(user, form.email.data)
    elif request.method == "POST" and value("RETURN_GENERIC_RESPONSES") and form.existing_email_user:
        # Whose address it is is nobody's business.
        form_errors_munge(form, {"email": {}})
        asked = not form.errors
    if asked and not wants_json():
        say("CHANGE_EMAIL_SENT", email=form.email.data)
    if wants_json():
        form.user = user
        return base_render_json(form, additional={"current_email": user.email})
    return page("CHANGE_EMAIL_TEMPLATE", "change_email", change_email_form=form, current_email=user.email)


def _send_instructions(user: Any, address: str) -> None:
    token = token_for("change_email", user, e=address)
    if _security.may_write_to(address):
        send_mail(
            value("CHANGE_EMAIL_SUBJECT"),
            address,
            value("CHANGE_EMAIL_EMAIL_TEMPLATE"),
            user=user,
            link=url_for_security("change_email_confirm", token=token, _external=True),
            token=token,
            within=spoken(value("CHANGE_EMAIL_WITHIN")),
        )
    signals.send(signals.change_email_instructions_sent, user=user, new_email=address, token=token)


@by_button(_("Confirm your new email address"), _("Confirm"))
def change_email_confirm(token: str) -> Any:
    """What the link leads to."""
    expired, invalid, user, facts = user_of("change_email", token, value("CHANGE_EMAIL_WITHIN"))
    # Somebody may have taken it meanwhile.
    if expired or invalid or user is None or not alone_with(user) or find_by("email", facts["e"]):
        if expired:
            text, category = get_message("CHANGE_EMAIL_EXPIRED", within=spoken(value("CHANGE_EMAIL_WITHIN")))
        else:
            text, category = get_message("API_ERROR")
        place = value("CHANGE_EMAIL_ERROR_VIEW")
        if is_spa():
            return redirect(get_url(place, qparams={category: text}))
        do_flash(text, category)
        return redirect(get_url(place) or url_for_security("change_email"))
    old, user.email = user.email, facts["e"]
    if hasattr(user, "confirmed_at"):
        user.confirmed_at = _security.datetime_factory()
    _datastore.put(user)
    commit_after()
    signals.send(signals.change_email_confirmed, user=user, old_email=old)
    text, category = get_message("CHANGE_EMAIL_CONFIRMED")
    place = value("POST_CHANGE_EMAIL_VIEW")
    if is_spa():
        return redirect(get_url(place, qparams=user.get_redirect_qparams({category: text})))
    do_flash(text, category)
    return redirect(get_url(place) or get_url(value("POST_LOGIN_VIEW")))
