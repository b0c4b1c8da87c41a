"""``LoginManager``: the login of Stopple under the attributes and configuration keys of Flask-Login."""

from __future__ import annotations

import warnings
from datetime import timedelta
from typing import Any, Callable, Optional

from flask import Flask, Response, current_app, g, has_app_context, redirect, request, session

from ... import login
from ...extension import wake
from . import config, signals, utils


class LoginManager(login.Login):
    """Keeps no application; one serves as many as ``init_app`` is given."""

    def __init__(self, app: Optional[Flask] = None, add_context_processor: bool = True) -> None:
        super().__init__()
        self.session_protection: Optional[str] = "basic"
        self._header_callback: Optional[Callable[[str], Any]] = None
        if app is not None:
            self.init_app(app, add_context_processor)

    def init_app(self, app: Flask, add_context_processor: bool = True) -> None:
        """Gives the application this login, and sealed sessions. The signed sessions of before are still read."""
        app.login_manager = self  # type: ignore[attr-defined]
        state = wake(app, session="sealed", redirects=True)
        state.login = self
        app.after_request(_refresh_remembered)
        if add_context_processor:
            app.context_processor(lambda: {"current_user": login.current_user})

    def setup_app(self, app: Flask, add_context_processor: bool = True) -> None:
        """The old name of :meth:`init_app`."""
        _warn("setup_app", "init_app")
        self.init_app(app, add_context_processor)

    # -- callbacks, readable under their names of old ----------------------------------------------------------------

    @property
    def user_callback(self) -> Optional[Callable[[str], Any]]:
        return self._user_loader

    _user_callback = user_callback

    @property
    def request_callback(self) -> Optional[Callable[[Any], Any]]:
        return self._request_loader

    _request_callback = request_callback

    @property
    def unauthorized_callback(self) -> Optional[Callable[[], Any]]:
        return self._unauthorized

    @unauthorized_callback.setter
    def unauthorized_callback(self, callback: Optional[Callable[[], Any]]) -> None:
        self._unauthorized = callback

    @property
    def needs_refresh_callback(self) -> Optional[Callable[[], Any]]:
        return self._needs_refresh

    @needs_refresh_callback.setter
    def needs_refresh_callback(self, callback: Optional[Callable[[], Any]]) -> None:
        self._needs_refresh = callback

    def header_loader(self, callback: Callable[[str], Any]) -> Callable[[str], Any]:
        """The old form of ``request_loader``, with the value of the header ``AUTH_HEADER_NAME``."""
        _warn("header_loader", "request_loader")
        self._header_callback = callback
        return callback

    # -- what this kind of login does in its own way -----------------------------------------------------------------

    def protection(self) -> Optional[str]:
        mode = current_app.config.get("SESSION_PROTECTION", self.session_protection)
        if mode == "strong" and session.permanent:
            return "basic"
        return mode if mode in ("basic", "strong") else None

    def forgets(self, key: str) -> bool:
        # A basket outlives its login here; its session gets a new id all the same.
        return key in config.SESSION_KEYS or key == "_moved_in"

    def load(self) -> Any:
        if self._user_loader is None and self._request_loader is None and self._header_callback is None:
            raise Exception("Missing user_loader or request_loader: the login manager has to be told how users are found.")
        user = super().load()
        if self._header_callback is not None and not user.is_authenticated:
            value = request.headers.get(current_app.config.get("AUTH_HEADER_NAME", config.AUTH_HEADER_NAME))
            found = self._call(self._header_callback, value) if value is not None else None
            if found is not None:
                app = current_app._get_current_object()  # type: ignore[attr-defined]
                signals._user_loaded_from_header.send(app, user=found)
                return found
        return user

    def _load_user(self) -> None:
        g._login_user = self.load()

    def way_back(self, view: str) -> Any:
        if current_app.config.get("USE_SESSION_FOR_NEXT", config.USE_SESSION_FOR_NEXT):
            session["next"] = utils.make_next_param(utils.expand_login_view(view), request.url)
            return redirect(utils.login_url(view))
        return redirect(utils.login_url(view, request.url))

    def _login_view(self) -> Optional[str]:
        return super()._login_view() or self.blueprint_login_views.get(None)  # type: ignore[call-overload]

    def remember_seconds(self, duration: Optional[timedelta]) -> int:
        said = current_app.config.get("REMEMBER_COOKIE_DURATION", config.COOKIE_DURATION) if duration is None else duration
        if isinstance(said, int):
            return said
        if not isinstance(said, timedelta):
            raise Exception(f"REMEMBER_COOKIE_DURATION must be a datetime.timedelta, instead got: {said}")
        return int(said.total_seconds())

    def remember_name(self) -> str:
        return str(current_app.config.get("REMEMBER_COOKIE_NAME", config.COOKIE_NAME))

    def remember_attributes(self) -> dict[str, Any]:
        said = current_app.config
        return {
            "domain": said.get("REMEMBER_COOKIE_DOMAIN"),
            "path": said.get("REMEMBER_COOKIE_PATH", "/"),
            "secure": request.scheme == "https" or bool(said.get("REMEMBER_COOKIE_SECURE", config.COOKIE_SECURE)),
            "httponly": said.get("REMEMBER_COOKIE_HTTPONLY", config.COOKIE_HTTPONLY),
            "samesite": said.get("REMEMBER_COOKIE_SAMESITE") or config.COOKIE_SAMESITE,
        }

    @property
    def _login_disabled(self) -> bool:
        _warn("_login_disabled", "LOGIN_DISABLED in the configuration")
        return has_app_context() and bool(current_app.config.get("LOGIN_DISABLED", False))

    @_login_disabled.setter
    def _login_disabled(self, value: bool) -> None:
        _warn("_login_disabled", "LOGIN_DISABLED in the configuration")
        current_app.config["LOGIN_DISABLED"] = value


def _refresh_remembered(response: Response) -> Response:
    """``REMEMBER_COOKIE_REFRESH_EACH_REQUEST``: who is remembered is so for the full time again."""
    if not current_app.config.get("REMEMBER_COOKIE_REFRESH_EACH_REQUEST"):
        return response
    id_, state = session.get(login.USER), login._state()
    if id_ is not None and login._presented(state) is not None:
        login.remember_anew(state, str(id_), response)
    return response


def _warn(old: str, new: str) -> None:
    warnings.warn(f"'{old}' is of old. Use '{new}' instead.", DeprecationWarning, stacklevel=3)
