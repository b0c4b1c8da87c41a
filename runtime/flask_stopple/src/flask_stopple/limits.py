"""Rate limits: so many requests in so long, for an address, an account, or whatever a function names."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, Callable, Optional, TypeVar, Union

from flask import current_app, request

from . import _stopple, audit, overrides, signals
from .errors import RateExceeded, SettingError

if TYPE_CHECKING:
    from .state import State

View = TypeVar("View", bound=Callable[..., Any])

#: Who is counted: ``address``, ``account`` (the address of those who are not logged in), ``everybody``, or a function.
By = Union[str, Callable[[], Optional[str]]]


class Limit:
    """A rate, and who is counted by it."""

    __slots__ = ("limiter", "by", "methods", "cost", "scope", "exempt_when")

    def __init__(
        self,
        rate: str,
        by: By = "address",
        methods: Optional[tuple[str, ...]] = None,
        cost: int = 1,
        scope: Optional[str] = None,
        exempt_when: Optional[Callable[[], bool]] = None,
    ) -> None:
        if isinstance(by, str) and by not in ("address", "account", "everybody"):
            raise SettingError(f"a limit counts by address, account or everybody, or by a function, not by {by!r}")
        try:
            self.limiter = _stopple.Limiter(rate)
        except ValueError as error:
            raise SettingError(str(error)) from None
        self.by, self.cost, self.scope, self.exempt_when = by, cost, scope, exempt_when
        self.methods = frozenset(method.upper() for method in methods) if methods else None

    def key(self) -> Optional[str]:
        """Who asks; ``None`` for somebody who is not counted."""
        if callable(self.by):
            return self.by()
        if self.by == "account":
            from .login import present

            user = present()
            id_ = user.get_id() if user is not None else None
            if id_ is not None:
                return f"account:{id_}"
        if self.by == "everybody":
            return "everybody"
        return f"address:{network(request.remote_addr)}"


def limit(
    rate: str,
    *,
    by: By = "address",
    methods: Optional[tuple[str, ...]] = None,
    cost: int = 1,
    scope: Optional[str] = None,
    exempt_when: Optional[Callable[[], bool]] = None,
) -> Callable[[View], View]:
    """Limits a view: ``@limit("5/minute")``, ``@limit("100/hour", by="account")``, ``@limit("3/minute; 20/day", methods=("POST",))``.

    Views with the same ``scope`` share one count. A function in ``by`` names who is counted, and ``None`` counts nobody:
    ``by=lambda: request.form.get("email")`` holds guessing at one account, from however many addresses.
    """
    wanted = Limit(rate, by, methods, cost, scope, exempt_when)

    def decorate(view: View) -> View:
        return overrides.merge(view, limits=(*overrides.of(view).get("limits", ()), wanted))

    return decorate


def network(address: Optional[str]) -> str:
    """What is counted as one visitor: an IPv4 address, or the /64 that one household gets of IPv6."""
    if not address or ":" not in address:
        return address or ""
    import ipaddress

    try:
        parsed = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((parsed, 64), strict=False).network_address)


def take(limiter: _stopple.Limiter, store: _stopple.Store, key: str, cost: int = 1) -> tuple[bool, list[tuple[str, str]]]:
    """Counts at this moment. Says whether it is allowed, and the headers that tell so. The core counts in microseconds."""
    return limiter.take(store, key, time.time_ns() // 1000, cost)


def check(state: State, limits: tuple[Limit, ...], place: str) -> None:
    """Counts the present request. Raises :class:`RateExceeded`, or ``StoreError`` where nobody could count."""
    for wanted in limits:
        if wanted.methods is not None and request.method not in wanted.methods:
            continue
        if wanted.exempt_when is not None and wanted.exempt_when():
            continue
        who = wanted.key()
        if who is None:
            continue
        key = f"{wanted.scope or place}\0{who}"
        allowed, headers = take(wanted.limiter, state.rates, key, wanted.cost)
        # Put on by the core when the answer leaves, whatever the answer is. Where several limits hold, the last one is told.
        request.environ["stopple.headers"] = headers
        if not allowed:
            app = current_app._get_current_object()  # type: ignore[attr-defined]
            signals.rate_exceeded.send(app, limit=str(wanted.limiter))
            audit.event("rate_exceeded", level=logging.WARNING, limit=str(wanted.limiter))
            raise RateExceeded()
