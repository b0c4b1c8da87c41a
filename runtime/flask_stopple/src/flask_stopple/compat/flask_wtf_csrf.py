"""Flask-WTF's ``csrf`` by its names: ``from flask_stopple.compat.flask_wtf_csrf import CSRFProtect``.

What the browser says of a request is judged first, by the guard. The token keeps the form that Flask-WTF gives it, so that the forms
of a ``flask_wtf`` that stays where it is are understood, and its forms understand ours.
"""

from __future__ import annotations

import logging
import secrets
from typing import Any, Callable, Optional, TypeVar, Union
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Request, current_app, g, request, session
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer
from markupsafe import Markup
from werkzeug.routing import Rule

from .. import _stopple, csrf, overrides
from ..errors import CSRFError
from ..extension import state_of, wake
from ..state import State

try:
    from wtforms import ValidationError
    from wtforms.csrf.core import CSRF as _FormCSRF
except ImportError:  # Without forms the error is all that is needed of them.

    class ValidationError(ValueError):  # type: ignore[no-redef]
        """A token that does not count, in the words of WTForms."""

    _FormCSRF = object

__all__ = ["CSRFError", "CSRFProtect", "csrf_meta_tag", "generate_csrf", "same_origin", "validate_csrf"]

logger = logging.getLogger(__name__)

View = TypeVar("View", bound=Union[Callable[..., Any], Blueprint, str])

#: What WTForms puts between the prefix of a form and the name of a field.
_SEPARATORS = tuple("-_;:/.")
_NO_REFERRER = "The referrer header is missing."
_OTHER_REFERRER = "The referrer does not match the host."


def _said(value: Any, key: str, default: Any, needed: Optional[str] = None) -> Any:
    found = current_app.config.get(key, default) if value is None else value
    if needed and found is None:
        raise RuntimeError(needed)
    return found


def _signer(secret_key: Any) -> URLSafeTimedSerializer:
    key = _said(secret_key, "WTF_CSRF_SECRET_KEY", current_app.secret_key, "A secret key is required to use CSRF.")
    return URLSafeTimedSerializer(key, salt="wtf-csrf-token")


def _field(token_key: Optional[str]) -> str:
    return str(_said(token_key, "WTF_CSRF_FIELD_NAME", "csrf_token", "A field name is required to use CSRF."))


def generate_csrf(secret_key: Any = None, token_key: Optional[str] = None) -> str:
    """The token of this session, the same for a whole request."""
    signer, name = _signer(secret_key), _field(token_key)
    # A login takes it out of the session, and a new one has to be made.
    if name not in g or name not in session:
        if not isinstance(session.get(name), str):
            session[name] = secrets.token_hex(20)
        setattr(g, name, signer.dumps(session[name]))
    return str(g.get(name))


def validate_csrf(
    data: Optional[str], secret_key: Any = None, time_limit: Optional[int] = None, token_key: Optional[str] = None
) -> None:
    """Proves a token. Raises ``ValidationError``. Without ``WTF_CSRF_TIME_LIMIT`` it lives as long as its session."""
    signer, name = _signer(secret_key), _field(token_key)
    if not data:
        raise ValidationError("The CSRF token is missing.")
    if name not in session:
        raise ValidationError("The CSRF session token is missing.")
    try:
        token = signer.loads(data, max_age=_said(time_limit, "WTF_CSRF_TIME_LIMIT", None))
    except SignatureExpired as error:
        raise ValidationError("The CSRF token has expired.") from error
    except BadData as error:
        raise ValidationError("The CSRF token is invalid.") from error
    if not _stopple.is_same(str(session[name]), str(token)):
        raise ValidationError("The CSRF tokens do not match.")


def csrf_meta_tag(name: Optional[str] = None, secret_key: Any = None, token_key: Optional[str] = None) -> Markup:
    """The token for scripts of the page."""
    called = _said(name, "WTF_CSRF_META_NAME", "csrf-token")
    return Markup('<meta name="{}" content="{}">').format(called, generate_csrf(secret_key, token_key))


def same_origin(current_uri: str, compare_uri: str) -> bool:
    """Whether two addresses have scheme, host and port in common."""
    one, other = urlsplit(current_uri), urlsplit(compare_uri)
    return (one.scheme, one.hostname, one.port) == (other.scheme, other.hostname, other.port)


class _FlaskFormCSRF(_FormCSRF):  # type: ignore[misc]
    """What puts the token into a ``FlaskForm`` and checks it."""

    def setup_form(self, form: Any) -> Any:
        self.meta = form.meta
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: Any) -> str:
        return generate_csrf(self.meta.csrf_secret, self.meta.csrf_field_name)

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        if g.get("csrf_valid", False):
            return
        meta = self.meta
        try:
            validate_csrf(field.data, meta.csrf_secret, meta.csrf_time_limit, meta.csrf_field_name)
        except ValidationError as error:
            logger.info(error.args[0])
            raise


class CSRFProtect:
    """Refuses requests that change something and were started by pages of other sites. Keeps no application."""

    def __init__(self, app: Optional[Flask] = None) -> None:
        self._exempt_names: set[str] = set()
        self._exempt_views: list[Any] = []
        self._exempt_blueprints: set[Blueprint] = set()
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Checks every request of the application."""
        app.extensions["csrf"] = self
        said = app.config
        said.setdefault("WTF_CSRF_ENABLED", True)
        said.setdefault("WTF_CSRF_CHECK_DEFAULT", True)
        said["WTF_CSRF_METHODS"] = set(said.get("WTF_CSRF_METHODS", ["POST", "PUT", "PATCH", "DELETE"]))
        said.setdefault("WTF_CSRF_FIELD_NAME", "csrf_token")
        said.setdefault("WTF_CSRF_HEADERS", ["X-CSRFToken", "X-CSRF-Token"])
        said.setdefault("WTF_CSRF_META_NAME", "csrf-token")
        said.setdefault("WTF_CSRF_TIME_LIMIT", None)
        said.setdefault("WTF_CSRF_SSL_STRICT", True)
        state = wake(app)
        state.prove_token = lambda asked: self._prove_token(state, asked)
        state.csrf_checks.append(lambda rule: self._looks_at(app, rule))
        names: dict[str, Any] = {"csrf_token": generate_csrf, "csrf_meta_tag": csrf_meta_tag}
        state.kept_names.update(names)
        state.token_names.add(said["WTF_CSRF_FIELD_NAME"])
        state.token_field = said["WTF_CSRF_FIELD_NAME"]
        app.jinja_env.globals.update(names)
        app.context_processor(lambda: names)

        @app.before_request
        def csrf_protect() -> None:
            if app.config["WTF_CSRF_ENABLED"] and app.config["WTF_CSRF_CHECK_DEFAULT"]:
                self.protect(apply_exemptions=True)

    def protect(self, apply_exemptions: bool = False) -> None:
        """Checks the present request. Raises :class:`CSRFError`."""
        if apply_exemptions and (not request.endpoint or self._is_exempt(current_app, request.endpoint, request.blueprint)):
            return
        if request.method not in current_app.config["WTF_CSRF_METHODS"]:
            return
        state = state_of(current_app)
        if request.method in ("GET", "HEAD", "OPTIONS", "TRACE"):
            # The guard asks nothing of them; who lists them here wants a token.
            self._prove_token(state, request)
        try:
            state.check_forgery(request.environ)
        except CSRFError as error:
            if error.reason == "other-referrer" and error.description != _NO_REFERRER:
                # The words that users of Flask-WTF know.
                error.description = _OTHER_REFERRER
            logger.info(error.description)
            raise
        g.csrf_valid = True

    def exempt(self, view: View) -> View:
        """Takes a view, a blueprint, or a view by ``module.name`` out of the check."""
        if isinstance(view, Blueprint):
            self._exempt_blueprints.add(view)
        elif isinstance(view, str):
            self._exempt_names.add(view)
        else:
            try:
                overrides.csrf_exempt(view)
            except AttributeError:
                # A method, which takes no attributes.
                self._exempt_views.append(view)
        return view

    def _looks_at(self, app: Flask, rule: Optional[Rule]) -> bool:
        """Whether requests for a route are checked, or any at all."""
        if not (app.config["WTF_CSRF_ENABLED"] and app.config["WTF_CSRF_CHECK_DEFAULT"]):
            return False
        return rule is None or not self._is_exempt(app, rule.endpoint, rule.endpoint.rpartition(".")[0])

    def _is_exempt(self, app: Flask, endpoint: str, blueprint: Optional[str]) -> bool:
        if app.blueprints.get(blueprint or "") in self._exempt_blueprints:
            return True
        view: Any = app.view_functions.get(endpoint)
        if view is None:
            return False
        if overrides.of(view).get("csrf") is False or view in self._exempt_views:
            return True
        return bool(self._exempt_names) and f"{view.__module__}.{getattr(view, '__name__', '')}" in self._exempt_names

    def _get_csrf_token(self) -> Optional[str]:
        name = current_app.config["WTF_CSRF_FIELD_NAME"]
        token = request.form.get(name)
        if token:
            return token
        for key, value in request.form.items():
            # The field of a form with a prefix, and not any field that ends alike.
            if value and key.endswith(name) and key[: -len(name)].endswith(_SEPARATORS):
                return value
        for header in current_app.config["WTF_CSRF_HEADERS"]:
            token = request.headers.get(header)
            if token:
                return token
        return None

    def _prove_token(self, state: State, asked: Request) -> None:
        try:
            validate_csrf(self._get_csrf_token())
        except ValidationError as error:
            if state.defaults is not None or not csrf.is_proved(state, asked):
                raise CSRFError(error.args[0], reason="no-token" if "missing" in error.args[0] else "wrong-token") from error
        if request.is_secure and current_app.config["WTF_CSRF_SSL_STRICT"] and not request.referrer:
            raise CSRFError(_NO_REFERRER, reason="other-referrer")
