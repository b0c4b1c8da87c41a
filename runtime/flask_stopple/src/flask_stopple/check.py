"""What ``flask stopple check`` finds: for each route what guards it, and for the whole what is loosened or unsafe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, NamedTuple, Optional

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from . import _stopple, overrides, policies, settings, templates
from .accounts import access
from .errors import SettingError

if TYPE_CHECKING:
    from .state import Route, State

_CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


class Row(NamedTuple):
    """A route as it is guarded."""

    rule: str
    methods: str
    endpoint: str
    https: str
    csrf: str
    login: str
    limits: str
    headers: str


class Result(NamedTuple):
    """Everything that was found. ``unsafe`` makes the command fail; ``loosened`` is said and no more."""

    rows: list[Row]
    loosened: list[str]
    unsafe: list[str]


def examine(app: Flask, state: State) -> Result:
    """Walks the routes of an application as it runs."""
    loosened: list[str] = []
    unsafe: list[str] = []
    try:
        state.check_secret_key()
        state.build()
    except SettingError as error:
        unsafe.append(str(error))
        # The rest is judged as the application runs now, not as it was when Stopple was given it.
        state._compile()
    rows = [_row(state, rule, loosened) for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))]
    _whole(app, state, loosened, unsafe)
    return Result(rows, loosened, unsafe)


def _row(state: State, rule: Any, loosened: list[str]) -> Row:
    route = state.route(rule.endpoint)
    before, headers = _headers(state, None), _headers(state, route)
    methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    changing = _CHANGING & set(methods)
    path_exempt = state._is_exempt_path(rule.rule)
    if not changing:
        csrf = "-"
    elif not path_exempt and (route.csrf or any(looks_at(rule) for looks_at in state.csrf_checks)):
        csrf = "checked"
    else:
        csrf = "OFF"
        if rule.endpoint != "stopple_csp_report":
            loosened.append(f"{rule.rule} ({rule.endpoint}): {', '.join(sorted(changing))} without a CSRF check")
    plain = route.plain or rule.rule in state.settings["https_exempt"]
    if plain and state.https:
        loosened.append(f"{rule.rule} ({rule.endpoint}): answers without HTTPS")
    # Of a blueprint and of the view, and what is otherwise than before for a view of `compat`.
    about_headers = overrides.about_headers(route.changes)
    changed = sorted({*about_headers, *(name for name, value in headers.items() if value != before.get(name))})
    headers.update(about_headers)
    for name in changed:
        if headers.get(name) in (None, False) and before.get(name):
            loosened.append(f"{rule.rule} ({rule.endpoint}): {name} is off")
    if "csp" in changed:
        for weakness in _weaknesses(headers):
            loosened.append(f"{rule.rule} ({rule.endpoint}): {weakness}")
    limits = ", ".join(str(limit.limiter) for limit in route.limits) or "-"
    return Row(
        rule.rule,
        ",".join(methods),
        rule.endpoint,
        "exempt" if plain else "redirect" if state.https else "off",
        csrf,
        access.declared(state.app, rule.endpoint, route.view) or "-",
        limits,
        "changed: " + ", ".join(changed) if changed else "default" if before["headers"] else "OFF",
    )


def _headers(state: State, route: Optional[Route]) -> dict[str, Any]:
    """The settings that make the headers of a route, or of all of which nothing is said, `compat` counted in."""
    wanted = dict(state.settings)
    if state.dressed is None:
        return wanted
    if not wanted["headers"]:
        # Only what it asks for.
        wanted.update(dict.fromkeys((*policies.ISOLATION, "csp", "csp_report_only", "permissions", "hsts")))
    return {**wanted, **state.dressed(route), "headers": True}


def _weaknesses(headers: Mapping[str, Any]) -> list[str]:
    policy = policies.csp(headers["csp"], headers.get("csp_nonce_in", ()))
    return list(_stopple.csp_weaknesses(policy)) if policy else []


def _whole(app: Flask, state: State, loosened: list[str], unsafe: list[str]) -> None:
    wanted = _headers(state, None)
    accounts = app.extensions.get("stopple_accounts")
    unsafe.extend(access.judge_routes(app, accounts is not None and accounts.settings["default_deny"]))
    if app.debug:
        unsafe.append("debug mode is on: visitors can run code in the debugger, and HTTPS is not enforced")
    if not app.secret_key:
        loosened.append("SECRET_KEY is not set: no sessions, no CSRF tokens, no login")
    if wanted["secret_key_check"] != "refuse":
        loosened.append(f"secret_key_check is {wanted['secret_key_check']}")
    for name in ("csrf", "headers", "redirects"):
        if not wanted[name] and name == "redirects":
            loosened.append("redirects is off: a visitor's own words may lead to another site")
        elif name == "csrf" and any(looks_at(None) for looks_at in state.csrf_checks):
            continue
        elif not wanted[name]:
            unsafe.append(f"{name} is off for the whole application")
    if not state.https and not app.debug:
        unsafe.append("https is off: what is sent can be read and changed on its way")
    if wanted["cookies"] is False:
        unsafe.append("cookies is off: cookies leave as they were written")
    elif isinstance(wanted["cookies"], dict):
        for name, rule in wanted["cookies"].items():
            for attribute in ("secure", "httponly"):
                if rule.get(attribute) is False:
                    loosened.append(f"cookie {name}: {attribute} is off")
            if str(rule.get("samesite")).lower() == "none":
                loosened.append(f"cookie {name}: other sites' requests carry it (SameSite=None)")
    hosts = state._hosts()
    if "*" in hosts:
        unsafe.append("hosts is `*`: links and redirects are built from whatever a client sends as Host")
    elif not hosts:
        loosened.append("hosts is not set: every host is answered, and plain requests are redirected for localhost only")
    if type(app.session_interface) is SecureCookieSessionInterface and app.secret_key:
        loosened.append("sessions are Flask's own: signed, not encrypted, and logout does not end them")
    if wanted["session_read_signed"]:
        loosened.append("session_read_signed is on: switch it off once the old cookies have run out")
    for name in ("hsts", "csp", *policies.ISOLATION):
        if wanted["headers"] and not wanted[name]:
            loosened.append(f"{name} is off")
    if wanted["headers"] and wanted["csp"]:
        loosened.extend(f"csp: {weakness}" for weakness in _weaknesses(wanted))
    _templates(app, state, loosened)
    for name in ("session_idle", "session_absolute", "remember_days"):
        if wanted[name] > settings.SETTINGS[name].default:
            loosened.append(f"{name} is longer than its default: {wanted[name]}")
    if wanted["store"] == "memory":
        loosened.append("store is memory: each worker process forgets and counts for itself")


def _templates(app: Flask, state: State, loosened: list[str]) -> None:
    wanted = state.settings["templates"]
    if wanted is False:
        loosened.append("templates is off: outputs are escaped as text wherever they stand, forms and scripts are left as they are")
    elif wanted is not True:
        loosened.extend(f"templates: {name} is left alone" for name in sorted(wanted))
    if wanted is not False and templates.has_own_delimiters(app.jinja_env):
        loosened.append("templates have delimiters of their own, which are not read: none of them is guarded")
