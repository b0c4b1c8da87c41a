"""``Stopple(app)``: the extension itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional, Union

from flask import Blueprint, Flask, request

from . import _stopple, csrf, overrides, reports, sessions, settings, templates
from .login import Login, current_user
from .csrf import csrf_field, csrf_meta, csrf_token
from .errors import SettingError, StoreError
from .state import State, gate

if TYPE_CHECKING:
    from .accounts import Accounts


def csp_nonce() -> str:
    """The nonce of this request: ``<script nonce="{{ csp_nonce() }}">``."""
    return _stopple.nonce(request.environ)


class Stopple:
    """Guards an application. Safe by default; every keyword is a setting, see :mod:`flask_stopple.settings`.

    The object keeps no application: one serves as many as it is given to, each with settings of its own.
    """

    def __init__(self, app: Optional[Flask] = None, *, accounts: Optional[Accounts] = None, **keywords: Any) -> None:
        settings.read(keywords, {})
        self._keywords = keywords
        #: Registration, passwords, roles and the rest: see :mod:`flask_stopple.accounts`.
        self.accounts = accounts
        #: How users are known: ``stopple.login.user_loader`` and its like.
        self.login = Login()
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask, **keywords: Any) -> None:
        """Guards this application. A second call changes settings and installs nothing twice."""
        state = app.extensions.get("stopple")
        if state is None:
            state = _install(app)
        if state.defaults is not None or not state.shows_names:
            # The whole guard wakes, where `compat` had woken parts of it.
            state.defaults = None
            _show_names(app, state)
        if getattr(app, "login_manager", None) is not state.login:
            state.login = self.login
        state.change(**{**self._keywords, **keywords})
        _apply(app, state)
        if self.accounts is not None and "stopple_accounts" not in app.extensions:
            self.accounts.init_app(app)

    def user_loader(self, callback: Any) -> Any:
        """Registers what finds a user by id."""
        return self.login.user_loader(callback)

    def request_loader(self, callback: Any) -> Any:
        """Registers what finds a user by the request, as by an API key."""
        return self.login.request_loader(callback)

    @staticmethod
    def change(app: Flask, **keywords: Any) -> None:
        """Changes settings of a guarded application; the next request meets them."""
        state_of(app).change(**keywords)

    @staticmethod
    def blueprint(app: Flask, blueprint: Union[Blueprint, str], **changes: Any) -> None:
        """Changes headers, CSRF or HTTPS for all views of a blueprint: ``csrf=False``, ``plain=True``, ``frame=...``."""
        unknown = set(changes) - overrides.CHANGES
        if unknown:
            raise SettingError(f"{', '.join(sorted(unknown))} cannot be changed for a blueprint")
        state = state_of(app)
        name = blueprint if isinstance(blueprint, str) else blueprint.name
        state.blueprints[name] = {**state.blueprints.get(name, {}), **changes}
        state.forget()


def state_of(app: Flask) -> State:
    """The guard's state of an application. Raises ``RuntimeError`` where ``Stopple`` was never given it."""
    state: Optional[State] = app.extensions.get("stopple")
    if state is None:
        raise RuntimeError("this application has no Stopple: call Stopple(app) first")
    return state


def wake(app: Flask, **defaults: Any) -> State:
    """Wakes one part of the guard in an application that moves in by ``compat``: ``defaults`` stand for ours, all else sleeps.
    Where ``Stopple(app)`` guards it already nothing changes."""
    state: Optional[State] = app.extensions.get("stopple")
    if state is None:
        state = _install(app)
        state.defaults = dict(settings.ASLEEP)
    if state.defaults is not None:
        state.defaults.update(defaults)
        state.change()
        _apply(app, state)
    return state


def _install(app: Flask) -> State:
    state = app.extensions["stopple"] = State(app)
    app.wsgi_app = gate(state, app.wsgi_app)  # type: ignore[method-assign]

    def arrive() -> Any:
        return state.arrive(request._get_current_object())  # type: ignore[attr-defined]

    # Before the hooks of everybody else: they may act on the request.
    app.before_request_funcs.setdefault(None, []).insert(0, arrive)
    app.register_error_handler(StoreError, sessions.unavailable)
    return state


def _show_names(app: Flask, state: State) -> None:
    state.shows_names = True
    names: dict[str, Any] = {
        "csp_nonce": csp_nonce,
        "csrf_token": csrf_token,
        "csrf_field": csrf_field,
        "csrf_meta": csrf_meta,
    }
    # What `compat` put there stays: its forms send its tokens.
    taken = state.kept_names
    app.jinja_env.globals.update({name: value for name, value in names.items() if name not in taken})
    app.context_processor(lambda: {"current_user": current_user})
    reports.install(app, state)


def _apply(app: Flask, state: State) -> None:
    """What lies in the application's own configuration."""
    wanted = state.settings
    https = not app.debug if wanted["https"] is None else wanted["https"]
    if https and state.defaults is None and app.config.get("PREFERRED_URL_SCHEME") == "http":
        # Addresses that are made outside of a request, and the test client. Under `compat` tests of before go on over HTTP.
        app.config["PREFERRED_URL_SCHEME"] = "https"
    if app.config.get("MAX_CONTENT_LENGTH") is None:
        app.config["MAX_CONTENT_LENGTH"] = wanted["max_content_length"]
    if "MAX_FORM_PARTS" not in app.config:
        # Flask before 3.1 reads it from the class of the request.
        app.request_class = type("GuardedRequest", (app.request_class,), {"max_form_parts": wanted["max_form_parts"]})
    elif state.is_said("max_form_parts"):
        app.config["MAX_FORM_PARTS"] = wanted["max_form_parts"]
    shows = app.after_request_funcs.setdefault(None, [])
    if wanted["csrf_cookie"] and csrf.show_cookie not in shows:
        shows.insert(0, csrf.show_cookie)
    if state.defaults is None:
        templates.install(app, state)
    if wanted["session"]:
        sessions.install(app, state)
    if app.secret_key:
        state.check_secret_key()
