"""The step between first and second factor: who has to show one, which ones they have, and what is remembered meanwhile."""

from __future__ import annotations

import importlib
import time
from typing import Any, Optional

from flask import Flask, redirect, request, session
from wtforms import RadioField

from .answers import base_render_json, page, say, simple_render_json, wants_json
from .decorators import unauth_csrf
from .fields import Form, choice, get_form_field_xlate
from .forms import SubmitField, build_from_request
from .messages import get_message
from .proxies import _datastore, _security
from .redirects import _propagate_next, get_url, url_for_security
from .serializers import check_and_get_token_status
from .sessions import login_user
from .settings import _, value

#: What a login that waits keeps in its session.
STATE, USER, METHOD, SECRET = "tf_state", "tf_user_id", "tf_primary_method", "tf_totp_secret"
REMEMBER, SELECT, SINCE = "tf_remember_login", "tf_select", "tf_since"
_ALL = (STATE, USER, METHOD, SECRET, REMEMBER, SELECT, SINCE)

_PACKAGE = __package__ or ""


class TfPluginBase:
    """A kind of second factor."""

    def __init__(self, app: Flask) -> None:
        pass

    def create_blueprint(self, app: Flask, bp: Any, state: Any) -> None:
        """Adds pages."""
        raise NotImplementedError

    def get_setup_methods(self, user: Any) -> list[tuple[str, str]]:
        """The ways that a user has set up, each with its label."""
        raise NotImplementedError

    def tf_login(self, user: Any, json_payload: dict[str, Any], next_loc: Optional[str]) -> Any:
        """The answer that asks for the factor."""
        raise NotImplementedError


class TfPlugin:
    """All kinds of an application."""

    def __init__(self, app: Flask) -> None:
        self._kinds: dict[str, TfPluginBase] = {}
        for name, place in value("TWO_FACTOR_IMPLEMENTATIONS", app).items():
            module, _dot, cls = place.rpartition(".")
            if module.split(".")[0] == "flask_security":
                module = _PACKAGE + module[len("flask_security") :]
            if name == "webauthn" and not value("WEBAUTHN", app):
                continue
            self._kinds[name] = getattr(importlib.import_module(module), cls)(app)

    def create_blueprint(self, app: Flask, bp: Any, state: Any) -> None:
        """Adds the pages of all kinds, and the one to choose between them."""
        for kind in self._kinds.values():
            kind.create_blueprint(app, bp, state)
        bp.add_url_rule(value("TWO_FACTOR_SELECT_URL", app), "tf_select", tf_select, methods=["GET", "POST"])

    def get_setup_tf_methods(self, user: Any) -> list[tuple[str, str]]:
        """The ways that a user has set up."""
        return [method for kind in self._kinds.values() for method in kind.get_setup_methods(user)]

    def method_to_impl(self, user: Any, method: str) -> Optional[TfPluginBase]:
        """The kind that a way of this user belongs to."""
        for kind in self._kinds.values():
            if method in dict(kind.get_setup_methods(user)):
                return kind
        return None

    def is_needed(self, user: Any) -> bool:
        """Whether this user shows a second factor, where no browser can be trusted."""
        return bool(user.check_tf_required(self.get_setup_tf_methods(user), False)[0])

    def tf_enter(self, user: Any, remember_me: Optional[bool], primary_authn_via: str, next_loc: Optional[str]) -> Any:
        """The answer that asks for a second factor; ``None`` where none is needed."""
        has = self.get_setup_tf_methods(user)
        needed, offered = user.check_tf_required(has, tf_verify_validity_token(user.get_id()))
        if not needed:
            return None
        tf_clean_session()
        if remember_me:
            session[REMEMBER] = True
        session[USER], session[SINCE] = user.get_id(), int(time.time())
        payload: dict[str, Any] = {"tf_required": True}
        if len(offered) > 1:
            session[SELECT] = True
            if not wants_json():
                return redirect(url_for_security("tf_select", **({"next": next_loc} if next_loc else {})))
            return simple_render_json({**payload, "tf_select": True, "tf_setup_methods": [name for name, _label in offered]})
        kind = self.method_to_impl(user, offered[0][0]) if offered else self._kinds.get("code")
        if kind is None:
            # A factor is asked for and there is none to ask for: nobody comes in.
            tf_clean_session()
            return tf_illegal_state(_empty(), value("TWO_FACTOR_ERROR_VIEW"))
        return kind.tf_login(user, payload, next_loc)

    def tf_complete(self, user: Any, dologin: bool) -> Optional[str]:
        """Logs in who showed everything; gives the token by which this browser is known for a while, where that is wanted."""
        remember = session.pop(REMEMBER, None)
        if dologin:
            login_user(user, remember=remember)
        tf_clean_session()
        if value("TWO_FACTOR_ALWAYS_VALIDATE") or not remember:
            return None
        return generate_tf_validity_token(user.get_id())

    def forget(self) -> None:
        """Forgets a login that was begun."""
        tf_clean_session()


# -- browsers that are known -----------------------------------------------------------------------------------------


def generate_tf_validity_token(fs_uniquifier: str) -> str:
    """What a browser shows in the place of a second factor."""
    return str(_security.tf_validity_serializer.dumps(fs_uniquifier))


def tf_validity_token_status(token: Any) -> tuple[bool, bool, Any]:
    """Whether such a token has expired, whether it is invalid, and whose it is."""
    return check_and_get_token_status(token, "tf_validity", value("TWO_FACTOR_LOGIN_VALIDITY"))


def tf_verify_validity_token(fs_uniquifier: str) -> bool:
    """Whether this browser is known for this user. A new password ends that."""
    token = request.cookies.get(value("TWO_FACTOR_VALIDITY_COOKIE_NAME"))
    if token is None:
        return False
    expired, invalid, whose = tf_validity_token_status(token)
    return not expired and not invalid and whose == fs_uniquifier


def tf_set_validity_token_cookie(response: Any, token: str) -> Any:
    """Has the browser known."""
    lives = int(value("TWO_FACTOR_LOGIN_VALIDITY").total_seconds())
    response.set_cookie(value("TWO_FACTOR_VALIDITY_COOKIE_NAME"), value=token, max_age=lives, **value("TWO_FACTOR_VALIDITY_COOKIE"))
    response.vary.add("Cookie")
    return response


# -- the login that waits --------------------------------------------------------------------------------------------


def waiting_user() -> Any:
    """The user whose login waits in this session; ``None`` for one that waited too long."""
    since = session.get(SINCE)
    lives = _security.machinery.settings["factor_minutes"] * 60
    if USER not in session or not isinstance(since, int) or not -1 <= time.time() - since <= lives:
        return None
    user = _datastore.find_by_session(session[USER])
    return user if user is not None and user.is_active else None


def tf_check_state(allowed_states: list[str]) -> Any:
    """The user whose login waits in one of these states; ``None`` for nobody, and then nothing waits any more."""
    user = waiting_user() if session.get(STATE) in allowed_states else None
    if user is None:
        tf_clean_session()
    return user


def tf_illegal_state(form: Any, redirect_to: str) -> Any:
    """The answer to who has no business here."""
    if wants_json():
        form.form_errors.append(get_message("TWO_FACTOR_PERMISSION_DENIED")[0])
        return base_render_json(form, include_user=False)
    say("TWO_FACTOR_PERMISSION_DENIED")
    return redirect(get_url(redirect_to))


def tf_clean_session() -> None:
    """Forgets a login that was begun."""
    for key in _ALL:
        session.pop(key, None)


def _empty() -> Any:
    from .forms import DummyForm

    return DummyForm(formdata=None)


# -- choosing --------------------------------------------------------------------------------------------------------


class TwoFactorSelectForm(Form):
    """Which of several factors."""

    which = RadioField(get_form_field_xlate(_("Available Second Factor Methods:")))
    submit = SubmitField(get_form_field_xlate(_("Select")))


@unauth_csrf()
def tf_select() -> Any:
    """The page."""
    form = build_from_request("two_factor_select_form")
    user = waiting_user() if session.get(SELECT) else None
    if user is None:
        tf_clean_session()
        return tf_illegal_state(form, value("TWO_FACTOR_ERROR_VIEW"))
    plugins = _security.two_factor_plugins
    methods = plugins.get_setup_tf_methods(user)
    form.which.choices = [choice(name, label) for name, label in methods]
    if form.validate_on_submit():
        kind = plugins.method_to_impl(user, form.which.data)
        if kind is None:
            tf_clean_session()
            return tf_illegal_state(form, value("TWO_FACTOR_ERROR_VIEW"))
        return kind.tf_login(user, {"tf_required": True}, _propagate_next(request.url, None))
    if wants_json():
        names = [name for name, _label in methods]
        return base_render_json(form, include_user=False, additional={"tf_select": True, "tf_setup_methods": names})
    return page("TWO_FACTOR_SELECT_TEMPLATE", "tf_select", two_factor_select_form=form)
