"""Flask-Talisman 1.1.0 by its names: ``from flask_stopple.compat.flask_talisman import Talisman``."""

from __future__ import annotations

import warnings
import weakref
from typing import Any, Callable, Mapping, Optional, TypeVar

from flask import Flask, current_app, request

from .. import _stopple, overrides, policies
from ..errors import SettingError
from ..extension import csp_nonce, wake
from ..state import Route, State

__all__ = [
    "ALLOW_FROM",
    "DEFAULT_CSP_POLICY",
    "DEFAULT_DOCUMENT_POLICY",
    "DEFAULT_FEATURE_POLICY",
    "DEFAULT_PERMISSIONS_POLICY",
    "DENY",
    "GOOGLE_CSP_POLICY",
    "NONCE_LENGTH",
    "SAMEORIGIN",
    "Talisman",
]

View = TypeVar("View", bound=Callable[..., Any])

DENY = "DENY"
SAMEORIGIN = "SAMEORIGIN"
ALLOW_FROM = "ALLOW-FROM"
ONE_YEAR_IN_SECS = 31_556_926

DEFAULT_REFERRER_POLICY = "strict-origin-when-cross-origin"
DEFAULT_SESSION_COOKIE_SAMESITE = "Lax"

DEFAULT_CSP_POLICY: dict[str, Any] = {"default-src": "'self'", "object-src": "'none'", "base-uri": "'self'"}

#: For pages that take fonts, maps, videos and libraries from Google.
GOOGLE_CSP_POLICY: dict[str, Any] = {
    "font-src": "'self' themes.googleusercontent.com *.gstatic.com",
    "frame-src": "'self' www.google.com www.youtube.com",
    "script-src": "'self' ajax.googleapis.com *.googleanalytics.com *.google-analytics.com",
    "style-src": "'self' ajax.googleapis.com fonts.googleapis.com *.gstatic.com",
    "object-src": "'none'",
    "default-src": "'self' *.gstatic.com",
}

DEFAULT_PERMISSIONS_POLICY: dict[str, Any] = {"browsing-topics": "()"}
DEFAULT_DOCUMENT_POLICY: dict[str, Any] = {}
DEFAULT_FEATURE_POLICY: dict[str, Any] = {}

#: Characters of a nonce.
NONCE_LENGTH = len(_stopple.nonce({}))

OPTIONS: dict[str, Any] = {
    "feature_policy": DEFAULT_FEATURE_POLICY,
    "permissions_policy": DEFAULT_PERMISSIONS_POLICY,
    "document_policy": DEFAULT_DOCUMENT_POLICY,
    "force_https": True,
    "force_https_permanent": False,
    "force_file_save": False,
    "frame_options": SAMEORIGIN,
    "frame_options_allow_from": None,
    "strict_transport_security": True,
    "strict_transport_security_preload": False,
    "strict_transport_security_max_age": ONE_YEAR_IN_SECS,
    "strict_transport_security_include_subdomains": True,
    "content_security_policy": DEFAULT_CSP_POLICY,
    "content_security_policy_report_uri": None,
    "content_security_policy_report_only": False,
    "content_security_policy_nonce_in": None,
    "referrer_policy": DEFAULT_REFERRER_POLICY,
    "session_cookie_secure": True,
    "session_cookie_http_only": True,
    "session_cookie_samesite": DEFAULT_SESSION_COOKIE_SAMESITE,
    "x_content_type_options": True,
    "x_xss_protection": False,
}

#: What a view can have its own of.
VIEW_OPTIONS = frozenset(
    {
        "force_https",
        "frame_options",
        "frame_options_allow_from",
        "content_security_policy",
        "content_security_policy_nonce_in",
        "permissions_policy",
        "document_policy",
        "feature_policy",
    }
)

#: Options that decide about redirects, in the core.
_REDIRECTS = ("force_https", "force_https_permanent")

#: Which options a part of the headers comes from: beside ``Stopple(app)`` a part that nobody touched is left to it.
_PARTS: dict[str, tuple[str, ...]] = {
    "csp": tuple(name for name in OPTIONS if name.startswith("content_security_policy")),
    "permissions": ("permissions_policy",),
    "frame": ("frame_options", "frame_options_allow_from"),
    "referrer": ("referrer_policy",),
    "content_type": ("x_content_type_options",),
    "hsts": tuple(name for name in OPTIONS if name.startswith("strict_transport_security")),
    "extra_headers": ("feature_policy", "document_policy", "force_file_save", "x_xss_protection"),
}


def _telling(method: str) -> Any:
    def tell(self: Any, *arguments: Any, **keywords: Any) -> Any:
        answer = getattr(super(type(self), self), method)(*arguments, **keywords)
        if isinstance(self, _Policy):
            for name, part in self.items():
                if type(part) is list:
                    dict.__setitem__(self, name, _watched(part, self.changed))
        # After it: a request that comes in between must not keep the headers of before.
        self.changed()
        return answer

    return tell


class _Policy(dict):  # type: ignore[type-arg]
    """A policy that tells when it is written to: headers are made once, and not for each request."""

    changed: Callable[[], None]
    for _name in ("__setitem__", "__delitem__", "__ior__", "clear", "pop", "popitem", "setdefault", "update"):
        locals()[_name] = _telling(_name)


class _Sources(list):  # type: ignore[type-arg]
    """A list of sources that tells when it is written to."""

    changed: Callable[[], None]
    for _name in ("__setitem__", "__delitem__", "__iadd__", "append", "clear", "extend", "insert", "pop", "remove"):
        locals()[_name] = _telling(_name)


def _watched(value: Any, changed: Callable[[], None]) -> Any:
    """A copy of a policy that tells when it, or a list in it, is written to."""
    if isinstance(value, Mapping):
        policy = _Policy((name, _watched(part, changed)) for name, part in value.items())
        policy.changed = changed
        return policy
    if isinstance(value, list):
        sources = _Sources(value)
        sources.changed = changed
        return sources
    return value


class Talisman:
    """Headers, HTTPS and the session's cookie. Options are attributes, and may be changed while serving."""

    feature_policy: Any
    permissions_policy: Any
    document_policy: Any
    force_https: bool
    force_https_permanent: bool
    force_file_save: bool
    frame_options: Optional[str]
    frame_options_allow_from: Optional[str]
    strict_transport_security: bool
    strict_transport_security_preload: bool
    strict_transport_security_max_age: int
    strict_transport_security_include_subdomains: bool
    content_security_policy: Any
    content_security_policy_report_uri: Optional[str]
    content_security_policy_report_only: bool
    content_security_policy_nonce_in: list[str]
    referrer_policy: Optional[str]
    session_cookie_secure: bool
    session_cookie_http_only: bool
    session_cookie_samesite: Optional[str]
    x_content_type_options: bool
    x_xss_protection: bool

    def __init__(self, app: Optional[Flask] = None, **options: Any) -> None:
        self._apps: weakref.WeakSet[Flask] = weakref.WeakSet()
        #: Headers that are made, with the route whose they are. Emptied by whatever changes an option.
        self._ready: dict[Any, tuple[Route, _stopple.Shield, bool]] = {}
        if app is not None:
            self.init_app(app, **options)
        elif options:
            raise TypeError("options are given to init_app, with the application")

    def init_app(self, app: Flask, **options: Any) -> None:
        """Guards an application with these options; see :data:`OPTIONS` for all of them."""
        unknown = set(options) - set(OPTIONS)
        if unknown:
            raise TypeError(f"{', '.join(sorted(unknown))} is no option of Talisman")
        wanted = {**OPTIONS, **options}
        if wanted["content_security_policy_report_only"] and wanted["content_security_policy_report_uri"] is None:
            raise ValueError("content_security_policy_report_only needs a content_security_policy_report_uri")
        for name, value in wanted.items():
            setattr(self, name, value)
        self.content_security_policy_nonce_in = wanted["content_security_policy_nonce_in"] or []
        if wanted["session_cookie_samesite"]:
            app.config["SESSION_COOKIE_SAMESITE"] = wanted["session_cookie_samesite"]
        if wanted["session_cookie_http_only"]:
            app.config["SESSION_COOKIE_HTTPONLY"] = True
        state = wake(app, **self._redirects())
        self._apps.add(app)
        state.kept_names.add("csp_nonce")
        app.jinja_env.globals["csp_nonce"] = self._get_nonce
        # What is written wrongly is said now, and not at the first request.
        self._shield(state, self._options(None), "")
        state.dress = lambda route: self._dress(state, route)
        state.dressed = lambda route: self._changes(state, self._options(route and route.view), "", route.changes if route else {})[0]

    def __setattr__(self, name: str, value: Any) -> None:
        if name in OPTIONS:
            value = _watched(value, self._ready.clear)
        super().__setattr__(name, value)
        if name in OPTIONS:
            self._ready.clear()
        if name in _REDIRECTS:
            for app in self._apps:
                wake(app, **self._redirects())

    def __call__(self, **options: Any) -> Callable[[View], View]:
        """Options of one view: ``@talisman(frame_options=DENY)``."""
        unknown = set(options) - VIEW_OPTIONS
        if unknown:
            raise TypeError(f"{', '.join(sorted(unknown))} cannot be set for a view")

        def decorate(view: View) -> View:
            setattr(view, "talisman_view_options", dict(options))
            if options.get("force_https") is False:
                overrides.plain_http(view)
            return view

        return decorate

    # -- a request ---------------------------------------------------------------------------------------------------

    def _redirects(self) -> dict[str, Any]:
        # None: unless in debug mode.
        return {
            "https": None if getattr(self, "force_https", True) else False,
            "https_code": 301 if getattr(self, "force_https_permanent", False) else 302,
        }

    def _options(self, view: object) -> dict[str, Any]:
        options = {name: getattr(self, name) for name in OPTIONS}
        options.update(getattr(view, "talisman_view_options", {}))
        return options

    def _dress(self, state: State, route: Route) -> _stopple.Shield:
        """The headers of the present request."""
        if self.session_cookie_secure and not current_app.debug:
            current_app.config["SESSION_COOKIE_SECURE"] = True
        key = (id(state), state.defaults is None, id(route))
        made = self._ready.get(key)
        if made is not None:
            if made[2]:
                request.csp_nonce = csp_nonce()  # type: ignore[attr-defined]
            return made[1]
        options = self._options(route.view)
        has_nonce = bool(options["content_security_policy"] and options["content_security_policy_nonce_in"])
        if has_nonce:
            request.csp_nonce = csp_nonce()  # type: ignore[attr-defined]
        shield, is_lasting = self._shield(state, options, getattr(request, "csp_nonce", ""), route.changes, route.mount)
        if is_lasting:
            if len(self._ready) > 500:
                self._ready.clear()
            # The route is kept, so that no other one gets its number.
            self._ready[key] = route, shield, has_nonce
        return shield

    @staticmethod
    def _get_nonce() -> str:
        nonce = getattr(request, "csp_nonce", None)
        if nonce is None:
            # Beside Stopple(app) its policy has the nonce.
            return csp_nonce() if current_app.extensions["stopple"].defaults is None else ""
        return str(nonce)

    def _shield(
        self,
        state: State,
        options: Mapping[str, Any],
        nonce: str,
        changes: Mapping[str, Any] = {},
        mount: str = "",
    ) -> tuple[_stopple.Shield, bool]:
        """The headers, and whether they are for other requests too: a policy that is sent as it is written holds the nonce of one."""
        wanted, raw = self._changes(state, options, nonce, changes)
        shield = state._shield(wanted, mount)
        assert shield is not None
        return shield, not (nonce and any(nonce in text for text in raw.values()))

    def _changes(
        self, state: State, options: Mapping[str, Any], nonce: str, changes: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """What is other than the guard's settings, and which headers among it are sent as they were written."""
        wanted, raw = self._wanted(options, nonce)
        if state.defaults is None:
            # Stopple(app) guards too, and its defaults are better than those of here.
            for part, names in _PARTS.items():
                if all((options[name] or None) == (OPTIONS[name] or None) for name in names):
                    wanted.pop(part, None)
        extra = {**state.settings["extra_headers"], **wanted.pop("extra_headers", {}), **raw}
        return {**wanted, "extra_headers": extra, **overrides.about_headers(changes)}, raw

    def _wanted(self, options: Mapping[str, Any], nonce: str) -> tuple[dict[str, Any], dict[str, str]]:
        """Settings of the guard, and headers that are sent as they were written."""
        raw: dict[str, str] = {}
        wanted: dict[str, Any] = {"csp": None, "csp_report_only": None, "permissions": None, "frame": None, "hsts": None}
        which = "csp_report_only" if options["content_security_policy_report_only"] else "csp"
        policy = options["content_security_policy"]
        if policy:
            pairs = dict(policies._pairs(policy))
            if options["content_security_policy_report_uri"]:
                pairs.setdefault("report-uri", options["content_security_policy_report_uri"])
            nonce_in = [name for name in options["content_security_policy_nonce_in"] or () if name in pairs]
            try:
                wanted[which] = policies.csp(pairs, nonce_in)
            except SettingError as error:
                _warn(error)
                header = "Content-Security-Policy-Report-Only" if which == "csp_report_only" else "Content-Security-Policy"
                raw[header] = _text({name: f"{value} 'nonce-{nonce}'" if name in nonce_in else value for name, value in pairs.items()})
        permissions = options["permissions_policy"]
        if permissions:
            try:
                wanted["permissions"] = policies.permissions(permissions)
            except SettingError as error:
                _warn(error)
                raw["Permissions-Policy"] = _structured(permissions)
        if options["frame_options"] == ALLOW_FROM:
            raw["X-Frame-Options"] = f"{ALLOW_FROM} {options['frame_options_allow_from']}"
        elif options["frame_options"]:
            wanted["frame"] = options["frame_options"]
        wanted["referrer"] = options["referrer_policy"]
        wanted["content_type"] = "nosniff" if options["x_content_type_options"] else None
        preload = options["strict_transport_security_preload"]
        if preload and not options["strict_transport_security_include_subdomains"]:
            warnings.warn("strict_transport_security_preload is left out: without subdomains no browser takes a host in", stacklevel=4)
            preload = False
        if options["strict_transport_security"]:
            wanted["hsts"] = {
                "max_age": options["strict_transport_security_max_age"],
                "include_subdomains": options["strict_transport_security_include_subdomains"],
                "preload": preload,
            }
        extra = wanted["extra_headers"] = {}
        if options["feature_policy"]:
            extra["Feature-Policy"] = _text(dict(policies._pairs(options["feature_policy"])))
        if options["document_policy"]:
            extra["Document-Policy"] = _structured(options["document_policy"])
        if options["force_file_save"]:
            extra["X-Download-Options"] = "noopen"
        if options["x_xss_protection"]:
            extra["X-XSS-Protection"] = "1; mode=block"
        return wanted, raw


def _text(pairs: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}".strip() for name, value in pairs.items())


def _structured(policy: Any) -> str:
    return policy if isinstance(policy, str) else ", ".join(f"{name}={value}" for name, value in policy.items())


def _warn(error: SettingError) -> None:
    # A page that was served before is served now; but browsers pass over what they do not know.
    warnings.warn(f"sent as it is written, though {error}", stacklevel=5)
