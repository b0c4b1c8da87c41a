"""Every setting: its name, its default, and why the default is what it is.

A setting ``hosts`` is the configuration key ``STOPPLE_HOSTS`` and the keyword ``Stopple(app, hosts=...)``. The keyword
wins over the configuration, the configuration over the default. A key that does not exist is an error at start-up:
a misspelt setting must not leave a guard open.
"""

from __future__ import annotations

import difflib
from collections import abc
from typing import Any, Mapping, NamedTuple, Optional

from .errors import SettingError

PREFIX = "STOPPLE_"

#: Keys that begin so belong to the accounts, which have a table of their own and read it as strictly.
ACCOUNTS = "STOPPLE_ACCOUNTS_"

#: Scripts only with the nonce of the request or loaded by one that has it; everything else from the own site; nothing unnamed.
DEFAULT_CSP: dict[str, str] = {
    "default-src": "'none'",
    "script-src": "'nonce' 'strict-dynamic'",
    "style-src": "'self' 'nonce'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "frame-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}

#: Features that a page has to ask for by name.
DEFAULT_PERMISSIONS: dict[str, str] = {
    feature: "()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "hid",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "otp-credentials",
        "payment",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
}


class Setting(NamedTuple):
    """A setting: its default, the types that it takes, and the reason of the default."""

    default: Any
    types: tuple[Any, ...]
    why: str


_NONE = type(None)
_LIST = (list, tuple, set, frozenset)

SETTINGS: dict[str, Setting] = {
    # HTTPS and hosts
    "https": Setting(None, (bool, _NONE), "Plain requests are redirected; None means: unless in debug mode."),
    "https_port": Setting(None, (int, _NONE), "The port of HTTPS where it is not the one of the request."),
    "https_exempt": Setting((), _LIST, "Whole paths that are answered plainly, as a health check. None by default."),
    "https_code": Setting(308, (int,), "308 keeps the method: a POST stays one."),
    "hosts": Setting((), _LIST, "Hosts that are answered for. Without them nothing is redirected to a host that a client made up."),
    "proxies": Setting(
        0,
        (int, dict),
        "How many proxies stand in front; `{'for': 2, 'proto': 1, 'host': 1}` where some replace a header. None is believed unless counted here.",
    ),
    "hsts": Setting(
        {"max_age": 63_072_000, "include_subdomains": True, "preload": False},
        (dict, bool, _NONE),
        "Two years, as browsers' preload lists recommend (RFC 6797; ASVS 3.4.1).",
    ),
    # Headers
    "headers": Setting(True, (bool,), "All headers at once."),
    "csp": Setting(DEFAULT_CSP, (dict, str, bool, _NONE), "Strict CSP with a nonce (ASVS 3.4.3)."),
    "csp_nonce_in": Setting((), _LIST, "Directives that get the nonce besides those that name it."),
    "csp_report_only": Setting(None, (dict, str, _NONE), "A second policy that only reports: for trying one out."),
    "csp_reports": Setting(True, (bool,), "Violations are collected; `flask stopple csp-report` shows them (ASVS 3.4.7)."),
    "permissions": Setting(DEFAULT_PERMISSIONS, (dict, str, bool, _NONE), "Features of the browser, off until asked for."),
    "referrer": Setting("same-origin", (str, _NONE), "Other sites learn nothing of our addresses."),
    "frame": Setting("DENY", (str, _NONE), "Nobody frames a page (ASVS 3.4.6)."),
    "content_type": Setting("nosniff", (str, _NONE), "Types are not guessed (ASVS 3.4.4)."),
    "opener": Setting("same-origin", (str, _NONE), "No window of another site keeps a handle on ours (ASVS 3.4.8)."),
    "embedder": Setting(
        "auto", (str, _NONE), "require-corp as long as the policy loads nothing from elsewhere; otherwise it would block that."
    ),
    "resource": Setting("same-origin", (str, _NONE), "No other site embeds our answers (ASVS 3.5.8)."),
    "agent_cluster": Setting("?1", (str, _NONE), "A process of its own for the origin."),
    "extra_headers": Setting({}, (dict,), "Headers of one's own, where a view sets none."),
    "private": Setting("no-store", (str, _NONE), "Cache-Control of answers that depend on the cookie (ASVS 14.3.2)."),
    "clear_site_data": Setting('"cache", "storage"', (str, _NONE), "What a browser forgets at logout."),
    # Templates
    "templates": Setting(
        True,
        (bool, *_LIST),
        "Outputs are escaped for their place, forms get tokens, scripts nonces. False, or the names of templates to leave alone.",
    ),
    # CSRF
    "csrf": Setting(True, (bool,), "Requests that change something are checked, under TESTING too."),
    "csrf_trusted_origins": Setting((), _LIST, "Other origins whose pages may send requests here. None by default."),
    "csrf_field": Setting("csrf_token", (str,), "Form field and JSON member of the token; exactly this name."),
    "csrf_headers": Setting(("X-CSRFToken", "X-CSRF-Token"), _LIST, "Headers of the token."),
    "csrf_exempt": Setting((), _LIST, "Endpoints (`blueprint.view`) that are not checked."),
    "csrf_exempt_blueprints": Setting((), _LIST, "Blueprints that are not checked."),
    "csrf_exempt_paths": Setting((), _LIST, "Paths that are not checked, with everything below them by whole segments."),
    "csrf_cookie": Setting(None, (str, _NONE), "A cookie that scripts can read the token from, for single-page applications."),
    "csrf_skip": Setting(
        None, (abc.Callable, _NONE), "A function of the request: True for one that no browser's cookie authorises, as by an API key."
    ),
    # Redirects
    "redirects": Setting(
        True, (bool,), "A redirect to another site is turned home if its host stands in what the visitor sent: the open redirect."
    ),
    "redirect_hosts": Setting((), _LIST, "Other hosts that a visitor's `next` may name: `login.example`, `.shop.example`."),
    # Cookies
    "cookies": Setting({}, (dict, bool), "Every cookie leaves Secure, HttpOnly, SameSite=Lax (ASVS 3.3); loosened by its name."),
    # Sessions
    "session": Setting("sealed", (str, bool, _NONE), "Encrypted and authenticated in the cookie; `server` keeps it in the store."),
    "session_idle": Setting(2 * 86_400, (int,), "Seconds without a request. A form that was open for a day still works."),
    "session_absolute": Setting(14 * 86_400, (int,), "Seconds in all (ASVS 7.3.2)."),
    "session_read_signed": Setting(False, (bool,), "Also reads the signed cookies that Flask wrote before: for moving in."),
    "secret_key_check": Setting("refuse", (str,), "`refuse` a weak SECRET_KEY outside debug mode, `warn`, or `off`."),
    "store": Setting(None, (str, _NONE), "`memory`, `sqlite:PATH`, `redis://...`; None is a file in the instance folder."),
    # Login
    "login_view": Setting(None, (str, _NONE), "Endpoint that visitors are sent to who have to log in."),
    "refresh_view": Setting(None, (str, _NONE), "Endpoint that visitors are sent to who have to confirm who they are."),
    "session_protection": Setting("basic", (str, _NONE), "Another browser makes a login stale (`basic`) or ends it (`strong`). Addresses are not asked."),
    "remember_days": Setting(30, (int, float), "How long a remembered login lasts (ASVS 7.3.2)."),
    "remember_grace": Setting(60, (int,), "Seconds in which the token before the current one still counts: browsers ask in parallel."),
    # Limits
    "max_content_length": Setting(16 * 1024 * 1024, (int, _NONE), "Bytes of a request, where the application says nothing."),
    "max_form_parts": Setting(1000, (int, _NONE), "Fields and files of a form."),
    "rate": Setting(None, (str, _NONE), "Rate of every address over all routes, `600/minute`. Behind uncounted proxies all share one address."),
    # Audit
    "audit": Setting(True, (bool,), "Security events go to the logger `stopple.audit`, a JSON object a line."),
}


#: A guard of which `compat` wakes parts: defaults for what sleeps, and for applications that started with a weak key before.
ASLEEP: dict[str, Any] = {
    "https": False,
    "headers": False,
    "csp_reports": False,
    "csrf": False,
    "templates": False,
    "redirects": False,
    "cookies": False,
    "session": False,
    "session_read_signed": True,
    "secret_key_check": "warn",
    "clear_site_data": None,
    "max_content_length": None,
}


def read(
    keywords: Mapping[str, Any], config: Mapping[str, Any], defaults: Optional[Mapping[str, Any]] = None
) -> dict[str, Any]:
    """All settings of an application, with ``defaults`` in the place of ours. Raises :class:`SettingError` for an unknown
    name and a wrong type."""
    own = {key: value for key, value in config.items() if isinstance(key, str) and not key.startswith(ACCOUNTS)}
    return read_table(SETTINGS, PREFIX, keywords, own, defaults)


def read_table(
    table: Mapping[str, Setting],
    prefix: str,
    keywords: Mapping[str, Any],
    config: Mapping[str, Any],
    defaults: Optional[Mapping[str, Any]] = None,
) -> dict[str, Any]:
    """The settings of any such table."""
    asked: dict[str, Any] = {}
    for key, value in config.items():
        if key.startswith(prefix):
            name = _known(table, prefix, key[len(prefix) :].lower(), key)
            asked[name] = _typed(table, key, name, value)
    for name, value in keywords.items():
        known = _known(table, prefix, name, name)
        asked[known] = _typed(table, name, known, value)
    return {**{name: setting.default for name, setting in table.items()}, **(defaults or {}), **asked}


def _known(table: Mapping[str, Setting], prefix: str, name: str, shown: str) -> str:
    if name in table:
        return name
    near = difflib.get_close_matches(name, table, n=1)
    if near:
        meant = prefix + near[0].upper() if shown.startswith(prefix) else near[0]
        raise SettingError(f"{shown} is no setting of Stopple; {meant} is meant, perhaps")
    raise SettingError(f"{shown} is no setting of Stopple")


def _typed(table: Mapping[str, Setting], shown: str, name: str, value: Any) -> Any:
    types = table[name].types
    right = isinstance(value, types) and not (isinstance(value, bool) and bool not in types)
    if not right:
        names = ", ".join("None" if kind is _NONE else kind.__name__ for kind in types)
        raise SettingError(f"{shown} takes {names}, not {type(value).__name__}")
    return value
