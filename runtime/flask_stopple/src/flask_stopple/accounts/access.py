"""Guards of views and blueprints: who may come in.

    @app.get("/books")
    @roles_required("editor")
    def books(): ...

A guard is a decorator below the route, one of a blueprint (:func:`guard_blueprint`), or asked by hand (``guard.judge()``).
"""

from __future__ import annotations

import time
import weakref
from datetime import timedelta
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, Callable, Optional, TypeVar, Union, cast

from flask import Blueprint, Flask, current_app, request, session

from ..errors import SettingError
from ..login import EXEMPT_METHODS, FRESH
from . import refusals
from .identities import Identity, identity

View = TypeVar("View", bound=Callable[..., Any])

#: When the user last showed a password or a factor, in the session.
SHOWN = "_shown_at"
#: When the first check with a grace passed since then: others that come a little late pass as well.
PASSED = "_passed_at"

#: Ways to be known.
MECHANISMS = ("session", "token", "basic")

#: What was put behind a guard: to find the view that was registered without it.
_guarded: weakref.WeakSet[Any] = weakref.WeakSet()


class Guard:
    """What is required, in words and as a judgement: ``None`` lets in, anything else is the answer. Refusals raise."""

    def __init__(self, says: str, judge: Callable[[], Any]) -> None:
        self.says, self.judge = says, judge

    def __call__(self, view: View) -> View:
        """Puts the guard before a view."""
        if isinstance(view, type):
            raise TypeError(f"{view.__name__} is a class: put the guard into its `decorators`")
        if not callable(view):
            raise TypeError("a guard stands before a view function")
        judge, says = self.judge, self.says
        awaits = iscoroutinefunction(view)

        @wraps(view)
        def guarded(*arguments: Any, **keywords: Any) -> Any:
            if request.method not in EXEMPT_METHODS:
                answer = judge()
                if answer is not None:
                    return answer
            return current_app.ensure_sync(view)(*arguments, **keywords) if awaits else view(*arguments, **keywords)

        before = getattr(view, "__stopple_access__", None)
        #: Read by `flask stopple check`, and by the mode in which every route has to have one.
        guarded.__stopple_access__ = f"{says}; {before}" if before else says  # type: ignore[attr-defined]
        _guarded.add(view)
        return cast(View, guarded)


def _names(kind: str, names: tuple[Any, ...]) -> frozenset[str]:
    if len(names) == 1 and isinstance(names[0], (list, tuple, set, frozenset)):
        names = tuple(names[0])
    if not names or not all(isinstance(name, str) and name for name in names):
        # `@roles_required` without parentheses would otherwise let everybody in.
        raise TypeError(f"name the {kind}: @{kind}_required('...')")
    return frozenset(names)


def _asked(kind: str, how: str, names: tuple[Any, ...]) -> Guard:
    wanted = _names(kind, names)
    says = f"{kind} {how} {', '.join(sorted(wanted))}" if len(wanted) > 1 else f"{kind[:-1]} {next(iter(wanted))}"
    combine = all if how == "all of" else any
    has = Identity.has_role if kind == "roles" else Identity.has_permission

    def judge() -> Any:
        known = identity()
        if known is None:
            return refusals.refuse_unknown()
        if not combine(has(known, name) for name in wanted):
            refusals.refuse(known.id, says)
        return None

    return Guard(says, judge)


def roles_required(*names: Any) -> Guard:
    """Lets those in who have all of these roles."""
    return _asked("roles", "all of", names)


def roles_accepted(*names: Any) -> Guard:
    """Lets those in who have one of these roles."""
    return _asked("roles", "one of", names)


def permissions_required(*names: Any) -> Guard:
    """Lets those in whose roles grant all of this."""
    return _asked("permissions", "all of", names)


def permissions_accepted(*names: Any) -> Guard:
    """Lets those in whose roles grant one of this."""
    return _asked("permissions", "one of", names)


#: A time: minutes, or a ``timedelta``.
Span = Union[int, float, timedelta, None]


def auth_required(*mechanisms: Any, within: Span = None, grace: Span = None) -> Any:
    """Lets those in who are known: by ``session``, ``token`` or ``basic``, all that are switched on where none is named.

    ``within`` asks that the user showed a password or a factor in so many minutes; ``grace`` lets further checks pass for so
    long after one that passed, so that nobody is asked in the middle of their work. It is counted from ``within``, once.
    """
    if len(mechanisms) == 1 and callable(mechanisms[0]):
        return auth_required()(mechanisms[0])
    unknown = set(mechanisms) - set(MECHANISMS)
    if unknown:
        raise TypeError(f"{', '.join(sorted(map(str, unknown)))}: mechanisms are {', '.join(MECHANISMS)}")
    accepted = frozenset(mechanisms or MECHANISMS)
    span, more = _seconds("within", within), _seconds("grace", grace)
    if more is not None and span is None:
        raise TypeError("grace goes with within")
    says = "login" if not mechanisms else "login by " + " or ".join(sorted(accepted))
    if span is not None:
        says += f" within {span // 60} min" if span >= 60 else f" within {span} s"

    def judge() -> Any:
        known = identity()
        if known is None or known.mechanism not in accepted:
            return refusals.refuse_unknown()
        if span is not None and not is_fresh(span, more or 0):
            return refusals.refuse_stale()
        return None

    return Guard(says, judge)


def is_fresh(within: int, grace: int = 0) -> bool:
    """Whether the user of this session showed in so many seconds who they are. Whoever comes by a token or is only remembered did not."""
    known = identity()
    if known is None or known.mechanism != "session" or not session.get(FRESH):
        return False
    now, shown, passed = int(time.time()), session.get(SHOWN), session.get(PASSED)
    if not isinstance(shown, int) or not shown <= now <= shown + within + grace:
        return False
    noted = passed if isinstance(passed, int) and passed >= shown else None
    if now <= shown + within:
        if grace and noted is None:
            session[PASSED] = now
        return True
    # By this guard's own times: what a more patient one let pass opens nothing here.
    return noted is not None and noted <= shown + within


def show(*_: Any, **__: Any) -> None:
    """Notes that the user has just shown who they are. Called by the signals of a login and of its confirmation."""
    session.pop(PASSED, None)
    if session.get(FRESH):
        session[SHOWN] = int(time.time())
    else:
        session.pop(SHOWN, None)


def _seconds(name: str, span: Span) -> Optional[int]:
    if span is None:
        return None
    seconds = int(span.total_seconds() if isinstance(span, timedelta) else span * 60)
    if isinstance(span, bool) or seconds <= 0:
        raise TypeError(f"{name} is a time, in minutes or as a timedelta")
    return seconds


# -- blueprints and whole applications -------------------------------------------------------------------------------


def guard_blueprint(blueprint: Blueprint, *guards: Guard) -> None:
    """Puts guards before all views of a blueprint, and of those in it. Before it is registered."""
    if not guards or not all(isinstance(guard, Guard) for guard in guards):
        raise TypeError("guard_blueprint(blueprint, roles_required('...'))")
    says = "; ".join(guard.says for guard in guards)

    @blueprint.before_request
    def judge() -> Any:
        if request.method in EXEMPT_METHODS:
            return None
        for guard in guards:
            answer = guard.judge()
            if answer is not None:
                return answer
        return None

    def note(setup: Any) -> None:
        name = f"{setup.name_prefix}.{setup.name}".lstrip(".")
        setup.app.extensions.setdefault("stopple_guarded", {})[name] = says

    blueprint.record(note)


def public(view: View) -> View:
    """Declares that everybody may come in: needed where ``default_deny`` is on."""
    view.__stopple_access__ = "public"  # type: ignore[attr-defined]
    return view


def declared(app: Flask, endpoint: str, view: Any) -> str:
    """What guards a route, in words: its own guards, and those of its blueprints. Empty for none."""
    found = getattr(view, "__stopple_access__", None) or _of_methods(view)
    parts = endpoint.split(".")[:-1]
    around = app.extensions.get("stopple_guarded", {})
    names = [".".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    return "; ".join([*(around[name] for name in names if name in around), *([found] if found else [])])


def _of_methods(view: Any) -> Optional[str]:
    """The guards of a class-based view whose methods have guards each; one method without leaves it open."""
    kind = getattr(view, "view_class", None)
    methods = sorted(getattr(kind, "methods", None) or ())
    found = [getattr(getattr(kind, name.lower(), None), "__stopple_access__", None) for name in methods]
    return " | ".join(dict.fromkeys(cast("list[str]", found))) if found and all(found) else None


#: Endpoints that are ours or Flask's own, and public by what they are.
_OWN = ("static", "stopple_csp_report")


def judge_routes(app: Flask, default_deny: bool) -> list[str]:
    """What is wrong with the guards of the routes: a guard that stands above its route, and with ``default_deny`` a route without any."""
    wrong = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        view = app.view_functions.get(rule.endpoint)
        if view is None or declared(app, rule.endpoint, view):
            continue
        if view in _guarded and not _is_behind(app, view):
            wrong.append(f"{rule.rule} ({rule.endpoint}): its guard stands above the route, where nobody asks it; put it below")
        elif default_deny and rule.endpoint not in _OWN and not rule.endpoint.endswith(".static"):
            wrong.append(f"{rule.rule} ({rule.endpoint}) declares no guard; one that everybody may ask is @public")
    return wrong


def _is_behind(app: Flask, view: Any) -> bool:
    """Whether another route has the guarded form of this view: then the open one is meant."""
    return any(getattr(other, "__wrapped__", None) is view for other in app.view_functions.values())


def refuse_open_routes(app: Flask, default_deny: bool) -> None:
    """Raises ``SettingError`` for routes whose guards are not what their author meant."""
    wrong = judge_routes(app, default_deny)
    if wrong:
        raise SettingError("; ".join(wrong))
