"""What the guard knows of one application: its settings, the compiled decisions, its routes, its store."""

from __future__ import annotations

import logging
import os
import threading
import warnings
from typing import Any, Callable, Iterable, Mapping, Optional
from urllib.parse import quote

from flask import Flask, Request, redirect, request
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from . import _stopple, audit, csrf, limits, overrides, policies, settings, templates
from .errors import CSRFError, HostRefused, PlainRefused, SettingError, WeakSecretKey
from .login import Login

logger = logging.getLogger("stopple")

#: Where reports of violated policies are sent, below the place that the application is mounted at.
REPORT_PATH = "/_stopple/csp-report"
#: How many places of one application are told apart. A server mounts it at one or two; a client might make them up.
MOST_MOUNTS = 16


class Route:
    """What is special about an endpoint, worked out once."""

    __slots__ = ("view", "mount", "csrf", "plain", "shield", "limits", "changes")

    def __init__(
        self, view: object, mount: str, changes: Mapping[str, Any], csrf: bool, shield: Optional[_stopple.Shield]
    ) -> None:
        self.view = view
        self.mount = mount
        self.changes = changes
        self.csrf = csrf
        self.plain = bool(changes.get("plain"))
        self.shield = shield
        self.limits = tuple(changes.get("limits", ()))


class State:
    """The guard of one application, in ``app.extensions["stopple"]``."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.keywords: dict[str, Any] = {}
        #: Defaults in the place of ours, while only parts of the guard are awake (`compat`). None: all of it is.
        self.defaults: Optional[dict[str, Any]] = None
        #: Proves the token of a request, where no header does. Raises ``CSRFError``.
        self.prove_token: Callable[[Request], None] = lambda asked: csrf.validate_csrf_token(csrf.submitted_token(self, asked))
        self.settings: dict[str, Any] = settings.read({}, {})
        self.blueprints: dict[str, dict[str, Any]] = {}
        #: Tokens in the session that are new after a login, besides our own (`compat`).
        self.token_names: set[str] = set()
        #: The form field of a token that is not ours (`compat`).
        self.token_field: Optional[str] = None
        #: Makes the headers of the present request, in the place of the settings (`compat`).
        self.dress: Optional[Callable[[Route], _stopple.Shield]] = None
        #: What those headers of a route are made of, as settings; of no route: of all others. For `flask stopple check`.
        self.dressed: Optional[Callable[[Optional[Route]], Mapping[str, Any]]] = None
        #: Checks of CSRF besides ours (`compat`): whether each looks at a route, or at all where there is none to look at.
        self.csrf_checks: list[Callable[[Optional[Rule]], bool]] = []
        self.guard: Optional[_stopple.Guard] = None
        self.login = Login()
        #: Names in templates: whether ours are there, and which of them `compat` has its own of.
        self.shows_names = False
        self.kept_names: set[str] = set()
        #: Asked before the first request: what is not as its owner meant it raises ``SettingError``.
        self.judges: list[Callable[[], None]] = []
        #: Functions of a request, its verdict known: True for one that no browser's cookie authorises, as by a token of ours.
        self.forgery_exempt: list[Callable[[Request, str], bool]] = []
        #: What else to ask the store when it is asked whether the session of a user ended: names, and since when they must not have (`accounts`).
        self.also_asks: Optional[Callable[[str], Optional[tuple[list[str], int]]]] = None
        self.hears_proxies = False
        self.https = False
        self._routes: dict[tuple[Optional[str], str], Route] = {}
        self._mounts: set[str] = set()
        self._store: Optional[_stopple.Store] = None
        self._lock = threading.RLock()
        self._checked_key: Any = None
        self._rate: Optional[tuple[limits.Limit, ...]] = None
        self._memory: Optional[_stopple.Store] = None

    # -- settings ----------------------------------------------------------------------------------------------------

    def change(self, **keywords: Any) -> None:
        """Takes other settings, as the keywords of ``Stopple``. Whatever was worked out before is worked out anew."""
        with self._lock:
            self.keywords.update(keywords)
            before = self.settings["templates"]
            self.settings = settings.read(self.keywords, self.app.config, self.defaults)
            if self.settings["templates"] != before:
                templates.forget(self.app)
            self.forget()
            # What is written wrongly is an error now, not at the first request.
            self._compile()

    def is_said(self, name: str) -> bool:
        """Whether the owner set this, and it is not only the default."""
        return name in self.keywords or settings.PREFIX + name.upper() in self.app.config

    def forget(self) -> None:
        """Has the decisions compiled anew at the next request."""
        self.guard = None
        self._routes = {}

    def build(self) -> _stopple.Guard:
        """Compiles the decisions. At the first request, for debug mode and configuration may be set after the extension."""
        with self._lock:
            if self.guard is not None:
                return self.guard
            self.settings = settings.read(self.keywords, self.app.config, self.defaults)
            self.check_secret_key()
            for judge in self.judges:
                judge()
            guard = self._compile()
            if self.https and not self._hosts():
                logger.warning(
                    "STOPPLE_HOSTS is not set: plain requests for other hosts than localhost are refused, not redirected to HTTPS"
                )
            self.guard = guard
            return guard

    def _hosts(self) -> list[str]:
        """Hosts that are answered for: ours, or what Flask knows."""
        config = self.app.config
        hosts = list(self.settings["hosts"]) or list(config.get("TRUSTED_HOSTS") or ())
        if hosts or not config.get("SERVER_NAME"):
            return hosts
        name = config["SERVER_NAME"]
        return [name, f".{name}"] if self.app.subdomain_matching else [name]

    def _proxies(self) -> tuple[int, int, int, int]:
        """How many of our own proxies write X-Forwarded-For, -Proto, -Host and Forwarded."""
        said = self.settings["proxies"]
        names = ("for", "proto", "host", "forwarded")
        counts = dict.fromkeys(names, said) if isinstance(said, int) else {**dict.fromkeys(names, 0), **said}
        if set(counts) != set(names) or not all(type(count) is int and count >= 0 for count in counts.values()):
            raise SettingError(f"proxies is a number, or a dictionary of numbers for {', '.join(names)}, not {said!r}")
        return counts["for"], counts["proto"], counts["host"], counts["forwarded"]

    def _compile(self) -> _stopple.Guard:
        wanted = self.settings
        self.https = not self.app.debug if wanted["https"] is None else wanted["https"]
        proxies = self._proxies()
        self.hears_proxies = any(proxies)
        self._rate = (limits.Limit(wanted["rate"]),) if wanted["rate"] else None
        if wanted["https_code"] not in (301, 302, 307, 308):
            raise SettingError(f"https_code is a redirect of 301, 302, 307 or 308, not {wanted['https_code']}")
        try:
            return _stopple.Guard(
                https=self.https,
                hosts=self._hosts(),
                https_exempt=list(wanted["https_exempt"]),
                https_port=wanted["https_port"],
                trusted_origins=list(wanted["csrf_trusted_origins"]),
                cookies=self._cookie_rules(),
                proxies=proxies,
                shield=self._shield({}),
            )
        except (ValueError, OverflowError) as error:
            raise SettingError(str(error)) from None

    def check_secret_key(self) -> None:
        """Refuses a ``SECRET_KEY`` that can be guessed. Nothing is said where there is none: then there are no sessions."""
        key, how = self.app.secret_key, self.settings["secret_key_check"]
        if how not in ("refuse", "warn", "off"):
            raise SettingError(f"secret_key_check is refuse, warn or off, not {how}")
        if not key or how == "off" or self.app.debug or key == self._checked_key:
            return
        try:
            _stopple.judge_secret_key(key.encode() if isinstance(key, str) else bytes(key))
        except ValueError as error:
            said = f"SECRET_KEY {error}. Make a good one with: flask stopple keygen"
            if how == "refuse":
                raise WeakSecretKey(said) from None
            warnings.warn(said, stacklevel=3)
        self._checked_key = key

    def secrets(self) -> tuple[bytes, list[bytes]]:
        """``SECRET_KEY`` and its fallbacks as bytes."""

        def as_bytes(key: Any) -> bytes:
            return key.encode() if isinstance(key, str) else bytes(key)

        fallbacks = self.app.config.get("SECRET_KEY_FALLBACKS") or ()
        return as_bytes(self.app.secret_key), [as_bytes(key) for key in fallbacks]

    # -- headers -----------------------------------------------------------------------------------------------------

    def mount(self, environ: Mapping[str, Any]) -> str:
        """The path that a request found the application mounted at (``SCRIPT_NAME``), as it stands in addresses."""
        said = environ.get("SCRIPT_NAME")
        if not said:
            return ""
        # WSGI hands bytes over as Latin-1. Nothing that means something in a header is left.
        path = quote(said.rstrip("/").encode("latin-1", "replace"), safe="/")
        if path not in self._mounts:
            if len(self._mounts) >= MOST_MOUNTS:
                return ""
            self._mounts.add(path)
        return path

    def _wishes(self, changes: Mapping[str, Any], mount: str) -> Optional[dict[str, Any]]:
        """The headers of a route, as the core takes them."""
        wanted = {**self.settings, **changes}
        if not self.settings["headers"] and not changes:
            return None
        if not self.settings["headers"]:
            # Only what the view asked for.
            wanted = {**dict.fromkeys((*policies.ISOLATION, "csp", "csp_report_only", "permissions", "hsts", "private")), **changes}
            wanted.setdefault("csp_reports", self.settings["csp_reports"])
        reports = mount + REPORT_PATH if wanted["csp_reports"] else None
        enforced = policies.csp(wanted["csp"], wanted.get("csp_nonce_in", ()), reports)
        reported = policies.csp(wanted["csp_report_only"], (), reports)
        isolation = {name: wanted[name] for name in policies.ISOLATION if wanted.get(name)}
        if isolation.get("embedder") == "auto":
            if enforced is not None and _stopple.csp_keeps_home(enforced):
                isolation["embedder"] = "require-corp"
            else:
                del isolation["embedder"]
        others = {str(name): str(value) for name, value in wanted.get("extra_headers", {}).items()}
        if reports and (enforced or reported):
            others.setdefault("Reporting-Endpoints", f'stopple="{reports}"')
        hsts = wanted["hsts"]
        if hsts is True:
            hsts = settings.SETTINGS["hsts"].default
        return {
            "csp": enforced,
            "csp_report_only": reported,
            "isolation": [(policies.ISOLATION[name], value) for name, value in isolation.items()],
            "permissions": policies.permissions(wanted["permissions"]),
            "hsts": (hsts["max_age"], hsts.get("include_subdomains", True), hsts.get("preload", False)) if hsts else None,
            "others": list(others.items()),
            "private": wanted["private"],
        }

    def _shield(self, changes: Mapping[str, Any], mount: str = "") -> Optional[_stopple.Shield]:
        wishes = self._wishes(changes, mount)
        if wishes is None:
            return None
        try:
            return _stopple.Shield(**wishes)
        except ValueError as error:
            raise SettingError(str(error)) from None

    def _cookie_rules(self) -> Optional[list[tuple[str, Any, Any, Any, Any]]]:
        rules = self.settings["cookies"]
        if rules is False:
            return None
        if rules is True:
            rules = {}
        names = {"secure", "httponly", "samesite", "partitioned"}
        for name, rule in rules.items():
            if not isinstance(rule, Mapping) or set(rule) - names:
                raise SettingError(f"cookies[{name!r}] is a dictionary of {', '.join(sorted(names))}")
        readable = self.settings["csrf_cookie"]
        # Scripts have to read it; that is what it is for.
        rules = {**rules, **({readable: {"httponly": False, **rules.get(readable, {})}} if readable else {})}
        return [
            (name, rule.get("secure"), rule.get("httponly"), rule.get("samesite"), rule.get("partitioned"))
            for name, rule in rules.items()
        ]

    # -- routes ------------------------------------------------------------------------------------------------------

    def route(self, endpoint: Optional[str], mount: str = "") -> Route:
        """What is special about an endpoint, of the application as it is mounted there. Worked out anew when its view
        function changed."""
        view = self.app.view_functions.get(endpoint) if endpoint is not None else None
        route = self._routes.get((endpoint, mount))
        if route is None or route.view is not view:
            route = self._routes[endpoint, mount] = self._new_route(endpoint, view, mount)
        return route

    def _new_route(self, endpoint: Optional[str], view: object, mount: str) -> Route:
        changes: dict[str, Any] = {}
        wanted = self.settings
        checked = wanted["csrf"]
        if endpoint is not None:
            parts = endpoint.split(".")[:-1]
            for depth in range(1, len(parts) + 1):
                blueprint = ".".join(parts[:depth])
                changes.update(self.blueprints.get(blueprint, {}))
                if blueprint in wanted["csrf_exempt_blueprints"]:
                    checked = False
            if endpoint in wanted["csrf_exempt"]:
                checked = False
        changes.update(overrides.of(view))
        checked = changes.get("csrf", checked)
        about_headers = overrides.about_headers(changes)
        # The guard's own headers name the place for reports at the root of the host.
        shield = self._shield(about_headers, mount) if about_headers or mount else None
        return Route(view, mount, changes, bool(checked), shield)

    # -- a request ---------------------------------------------------------------------------------------------------

    def arrive(self, asked: Request) -> Optional[Response]:
        """Judges a request before any view sees it: a redirect, ``None``, or a refusal that is raised."""
        guard = self.guard or self.build()
        environ = asked.environ
        rule = asked.url_rule
        mount = self.mount(environ)
        route = self.route(rule.endpoint if rule is not None else None, mount)
        if self.dress is not None:
            environ["stopple.shield"] = self.dress(route)
        elif route.shield is not None:
            environ["stopple.shield"] = route.shield
        verdict = guard.arrive(environ, True, route.plain, route.csrf)
        if verdict is not None:
            answer = self._refuse(verdict, asked)
            if answer is not None:
                return answer
        if route.limits:
            limits.check(self, route.limits, str(asked.endpoint))
        if self._rate is not None:
            limits.check(self, self._rate, "all")
        return None

    def check_forgery(self, environ: dict[str, Any]) -> None:
        """The CSRF check alone. Raises :class:`CSRFError`."""
        guard = self.guard or self.build()
        verdict = guard.arrive(environ, False, False, True)
        if verdict is not None:
            self._refuse(verdict, request)

    def _refuse(self, verdict: tuple[str, str, str], asked: Request) -> Optional[Response]:
        what, detail, sentence = verdict
        if what == "redirect":
            return redirect(detail, self.settings["https_code"])
        if what in ("token", "forgery"):
            skip = self.settings["csrf_skip"]
            if self._is_exempt_path(asked.path) or (skip is not None and skip(asked) is True):
                return None
            if any(exempt(asked, what) is True for exempt in self.forgery_exempt):
                return None
        if what == "token":
            try:
                self.prove_token(asked)
            except CSRFError as error:
                audit.event("csrf_refused", level=logging.WARNING, reason=error.reason)
                raise
            return None
        if what == "forgery":
            audit.event("csrf_refused", level=logging.WARNING, reason=detail)
            raise CSRFError(sentence, reason=detail)
        if what == "host":
            audit.event("host_refused", level=logging.WARNING)
            raise HostRefused()
        # Anything that is not understood is refused.
        raise PlainRefused()

    def _is_exempt_path(self, path: str) -> bool:
        return any(
            path == exempt.rstrip("/") or path.startswith(exempt.rstrip("/") + "/")
            for exempt in self.settings["csrf_exempt_paths"]
        )

    def keep_home(self, guard: _stopple.Guard, environ: dict[str, Any], headers: list[tuple[str, str]]) -> None:
        """Turns a redirect home that leads to another site, if that site's name came with the request. A redirect to a host
        that the application chose by itself, as to a payment or a login of others, is not touched."""
        if not self.settings["redirects"]:
            return
        asked = environ.get("werkzeug.request")
        for place, (name, location) in enumerate(headers):
            if name.lower() != "location":
                continue
            host = guard.foreign_host(environ, location)
            if host is None or asked is None or _is_listed(host, self.settings["redirect_hosts"]):
                continue
            if host in environ.get("stopple.redirect_hosts", ()):
                # `compat`: the settings of the application name it, and were asked for this redirect.
                continue
            # A form counts only if the view read it: what was never read cannot have led anywhere.
            sent = [*asked.args.values(), *(asked.form.values() if "form" in asked.__dict__ else ())]
            if any(host in value.lower() for value in sent):
                headers[place] = (name, (environ.get("SCRIPT_NAME") or "") + "/")
                logger.warning("a redirect of %s to another site was turned home: %r came with the request", asked.path, host)

    # -- the store ---------------------------------------------------------------------------------------------------

    @property
    def store(self) -> _stopple.Store:
        """Where the server remembers. Made when it is first needed."""
        if self._store is None:
            with self._lock:
                if self._store is None:
                    self._store = self._open_store()
        return self._store

    @property
    def rates(self) -> _stopple.Store:
        """Where requests are counted: in Redis if there is one, so that workers count together; otherwise in memory,
        for a write to a disk each request would cost more than what it guards."""
        if (self.settings["store"] or "").startswith(("redis://", "unix://")):
            return self.store
        if self._memory is None:
            self._memory = _stopple.Store.memory()
        return self._memory

    def _open_store(self) -> _stopple.Store:
        where = self.settings["store"]
        if where is None:
            folder = self.app.instance_path
            try:
                os.makedirs(folder, mode=0o700, exist_ok=True)
            except OSError as error:
                raise _stopple.StoreError(f"{folder}: {error.strerror}; set STOPPLE_STORE") from None
            return _stopple.Store.sqlite(os.path.join(folder, "stopple.sqlite3"))
        if where == "memory":
            return _stopple.Store.memory()
        if where.startswith("sqlite:"):
            return _stopple.Store.sqlite(where[len("sqlite:") :])
        if where.startswith(("redis://", "unix://")):
            return _stopple.Store.redis(where, f"stopple:{self.app.import_name}")
        raise SettingError(f"store is memory, sqlite:PATH or redis://..., not {where!r}")


def _is_listed(host: str, listed: Iterable[str]) -> bool:
    return any(host == entry.lower() or entry.startswith(".") and host.endswith(entry.lower()) for entry in listed)


def gate(state: State, inner: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The application between its two crossings: proxies are heard before it, headers put on behind it."""

    def guarded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        guard = state.guard or state.build()
        if state.hears_proxies:
            guard.hear_proxies(environ)

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            if status[0] == "3":
                state.keep_home(guard, environ, headers)
            guard.leave(environ, headers)
            return start_response(status, headers) if exc_info is None else start_response(status, headers, exc_info)

        return inner(environ, start)

    return guarded
