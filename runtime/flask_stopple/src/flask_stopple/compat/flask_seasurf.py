"""Flask-SeaSurf 2.0.0 by its names: ``from flask_stopple.compat.flask_seasurf import SeaSurf``."""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from typing import Any, Callable, Iterable, Optional, TypeVar, Union

from flask import Flask, Request, Response, current_app, g, has_request_context, request, session
from werkzeug.exceptions import Forbidden
from werkzeug.routing import Rule

from .. import _stopple, audit, csrf, errors, overrides
from ..errors import SettingError
from ..extension import state_of, wake
from ..state import State

__all__ = ["SeaSurf"]
__version_info__ = ("2", "0", "0")
#: The version whose names these are.
__version__ = ".".join(__version_info__)

View = TypeVar("View", bound=Callable[..., Any])

REASON_NO_REFERER = "Referer checking failed: no referer."
REASON_BAD_REFERER = "Referer checking failed: {0} does not match {1}."
REASON_NO_CSRF_TOKEN = "CSRF token not set."
REASON_BAD_TOKEN = "CSRF token missing or incorrect."
REASON_NO_REQUEST = "CSRF validation can only happen within a request context."

#: On a view that is exempt and gets the cookie all the same.
_COOKIE_MARK = "__seasurf_cookie__"


class SeaSurf:
    """Refuses requests that change something and were started by pages of other sites.

    The token lies in the session, and in a cookie for scripts of the page.
    """

    def __init__(self, app: Optional[Flask] = None) -> None:
        self._exempt_urls: tuple[str, ...] = ()
        self._disable_cookie: Optional[Callable[[Response], bool]] = None
        self._skip_validation: Optional[Callable[[Request], bool]] = None
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> SeaSurf:
        """Checks every request of the application. Raises :class:`SettingError` for a mode that does not exist."""
        said = app.config
        self._csrf_name: str = said.get("CSRF_COOKIE_NAME", "_csrf_token")
        self._csrf_header_name: str = said.get("CSRF_HEADER_NAME", "X-CSRFToken")
        self._csrf_disable: bool = said.get("CSRF_DISABLE", False)
        self._csrf_timeout: Union[timedelta, int] = said.get("CSRF_COOKIE_TIMEOUT", timedelta(days=5))
        self._csrf_secure: bool = said.get("CSRF_COOKIE_SECURE", False)
        self._csrf_httponly: bool = said.get("CSRF_COOKIE_HTTPONLY", False)
        self._csrf_path: str = said.get("CSRF_COOKIE_PATH", "/")
        self._csrf_domain: Optional[str] = said.get("CSRF_COOKIE_DOMAIN")
        self._csrf_samesite: str = said.get("CSRF_COOKIE_SAMESITE", "Lax")
        self._check_referer: bool = said.get("CSRF_CHECK_REFERER", True)
        self._type: str = said.get("SEASURF_INCLUDE_OR_EXEMPT_VIEWS", "exempt")
        if self._type not in ("exempt", "include"):
            raise SettingError(f"SEASURF_INCLUDE_OR_EXEMPT_VIEWS is exempt or include, not {self._type!r}")
        state = wake(app)
        state.prove_token = lambda asked: self._prove_token(state, asked)
        state.csrf_checks.append(lambda rule: self._looks_at(app, rule))
        state.token_names.add(self._csrf_name)
        state.token_field = self._csrf_name
        state.kept_names.add("csrf_token")
        app.jinja_env.globals["csrf_token"] = self._get_token
        app.before_request(self._before_request)
        app.after_request(self._after_request)
        return self

    # -- what is left out --------------------------------------------------------------------------------------------

    def exempt(self, view: View) -> View:
        """Takes a view out of the check."""
        return overrides.csrf_exempt(view)

    def exempt_urls(self, urls: Union[str, Iterable[str]]) -> None:
        """Takes addresses out of the check, with everything below them by whole segments."""
        self._exempt_urls = (urls,) if isinstance(urls, str) else tuple(urls)

    def include(self, view: View) -> View:
        """Puts a view under the check, where ``SEASURF_INCLUDE_OR_EXEMPT_VIEWS`` is ``include``."""
        return overrides.csrf_protect(view)

    def set_cookie(self, view: View) -> View:
        """Sends the cookie with a view though it is exempt."""
        setattr(view, _COOKIE_MARK, True)
        return view

    def disable_cookie(self, callback: Callable[[Response], bool]) -> Callable[[Response], bool]:
        """Registers a function of the answer that says ``True`` where no cookie shall be sent."""
        self._disable_cookie = callback
        return callback

    def skip_validation(self, callback: Callable[[Request], bool]) -> Callable[[Request], bool]:
        """Registers a function of the request that says ``True`` where no cookie authorises it, as by an API key."""
        self._skip_validation = callback
        return callback

    # -- checking ----------------------------------------------------------------------------------------------------

    def validate(self) -> None:
        """Checks the present request, whatever exempts its view. Raises ``Forbidden``."""
        if not has_request_context():
            raise Forbidden(description=REASON_NO_REQUEST)
        g.csrf_validation_checked = True
        state = state_of(current_app)
        try:
            state.check_forgery(request.environ)
        except errors.CSRFError as error:
            if error.reason != "other-referrer":
                self._refuse(str(error.description))
            if self._check_referer:
                self._refuse(REASON_BAD_REFERER.format(request.referrer, request.url_root))
            self._prove_token(state, request)
        if request.method in ("GET", "HEAD", "OPTIONS", "TRACE"):
            # The guard asks nothing of them; who calls this from such a view wants a token.
            self._prove_token(state, request)

    def generate_new_token(self) -> None:
        """A new token; the one before is worth nothing."""
        session[self._csrf_name] = g.seasurf_csrf_token = self._generate_token()

    @staticmethod
    def _generate_token() -> str:
        return secrets.token_hex()

    def _prove_token(self, state: State, asked: Request) -> None:
        if asked.is_secure and self._check_referer and not asked.referrer and not asked.headers.get("Origin"):
            self._refuse(REASON_NO_REFERER)
        own, sent = session.get(self._csrf_name), self._submitted(asked)
        if isinstance(own, str) and sent and _stopple.is_same(sent, own):
            return
        if state.defaults is None and csrf.is_proved(state, asked):
            # What `csrf_field()` puts into pages where Stopple(app) guards too.
            return
        audit.event("csrf_refused", level=logging.WARNING, reason="wrong-token")
        self._refuse(REASON_BAD_TOKEN)

    def _submitted(self, asked: Request) -> str:
        token = asked.form.get(self._csrf_name)
        if not token and asked.is_json:
            body: Any = asked.get_json(silent=True)
            token = body.get(self._csrf_name) if isinstance(body, dict) else None
        if not token:
            token = asked.headers.get(self._csrf_header_name)
        return token if isinstance(token, str) else ""

    @staticmethod
    def _refuse(reason: str) -> None:
        current_app.logger.warning("Forbidden (%s): %s", reason, request.path)
        raise Forbidden(description=reason)

    def _should_use_token(self, view: Any) -> bool:
        if getattr(g, "csrf_validation_checked", False):
            return True
        return self._is_checked(view, request.script_root + request.path)

    def _looks_at(self, app: Flask, rule: Optional[Rule]) -> bool:
        """Whether requests for a route are checked, or any at all."""
        if self._csrf_disable:
            return False
        return rule is None or self._is_checked(app.view_functions.get(rule.endpoint), rule.rule)

    def _is_checked(self, view: Any, address: str) -> bool:
        if view is None:
            return False
        said = overrides.of(view).get("csrf")
        if said is not True and (self._type == "include" or said is False):
            return False
        return not any(address == url or address.startswith(url.rstrip("/") + "/") for url in self._exempt_urls)

    def _should_set_cookie(self, view: Any) -> bool:
        return self._should_use_token(view) or bool(getattr(view, _COOKIE_MARK, False))

    # -- a request ---------------------------------------------------------------------------------------------------

    def _before_request(self) -> None:
        if self._csrf_disable or request.method in ("GET", "HEAD", "OPTIONS", "TRACE"):
            return
        if not self._should_use_token(current_app.view_functions.get(request.endpoint or "")):
            return
        if self._skip_validation is not None and self._skip_validation(request):
            return
        self.validate()

    def _get_token(self) -> str:
        """The token of this session; it is kept there though no cookie may be sent."""
        g.seasurf_csrf_token_requested = True
        return self._token()

    def _token(self) -> str:
        token = session.get(self._csrf_name)
        if not isinstance(token, str) or not token:
            session[self._csrf_name] = token = self._generate_token()
        g.seasurf_csrf_token = token
        return token

    def _after_request(self, response: Response) -> Response:
        view = current_app.view_functions.get(request.endpoint or "")
        if self._csrf_disable or view is None or not self._should_set_cookie(view):
            return response
        cookie = request.cookies.get(self._csrf_name)
        if not getattr(g, "seasurf_csrf_token_requested", False) and cookie is not None and cookie == session.get(self._csrf_name):
            return response
        if self._disable_cookie is not None and self._disable_cookie(response):
            return response
        response.set_cookie(
            self._csrf_name,
            self._token(),
            max_age=self._csrf_timeout,
            secure=self._csrf_secure or request.is_secure,
            httponly=self._csrf_httponly,
            path=self._csrf_path,
            domain=self._csrf_domain,
            samesite=self._csrf_samesite,
        )
        response.vary.add("Cookie")
        return response
