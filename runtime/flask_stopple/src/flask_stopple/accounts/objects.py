"""What a user may do with an object: one function for each class of objects, asked in views, templates and queries.

    @policy_for(Letter, query=lambda user, action: Letter.owner_id == user.id)
    def letters(user, action, letter):
        return letter.owner_id == user.id

    authorize("edit", letter)                         # in a view: 403 unless it says True
    {% if may("edit", letter) %}                      # in a template
    authorized("read", select(Letter))                # a query: only those that the user may read

What a policy does not allow is forbidden, and a class without a policy is an error, never a yes.
"""

from __future__ import annotations

import weakref
from typing import Any, Callable, Iterable, NamedTuple, Optional, TypeVar

from flask import current_app
from werkzeug.exceptions import NotFound

from .. import audit
from ..login import current_user
from . import refusals
from .identities import Identity, identity

#: Is asked about the user, the action and the object (or its class, where there is none yet). It says ``True``, ``False``, or the
#: names of the fields that the action may touch.
Policy = Callable[[Any, str, Any], Any]
PolicyT = TypeVar("PolicyT", bound=Policy)


class NoPolicy(LookupError):
    """Nobody said who may do what with objects of this class."""


class _Rule(NamedTuple):
    policy: Policy
    query: Optional[Callable[[Any, str], Any]]


_rules: weakref.WeakKeyDictionary[type, _Rule] = weakref.WeakKeyDictionary()


def policy_for(kind: type, *, query: Optional[Callable[[Any, str], Any]] = None) -> Callable[[PolicyT], PolicyT]:
    """Registers who may do what with objects of a class and of those that inherit from it. ``query`` says the same as a condition
    for the database."""

    def register(policy: PolicyT) -> PolicyT:
        if kind in _rules:
            # Two rules for one thing: which one holds would depend on the order of imports.
            raise ValueError(f"{kind.__name__} has a policy already")
        _rules[kind] = _Rule(policy, query)
        return policy

    return register


def may(action: str, thing: Any, *, fields: Iterable[str] = ()) -> bool:
    """Whether the present user may do this with an object, or with a class of objects; with ``fields`` whether it may touch those."""
    kind = thing if isinstance(thing, type) else type(thing)
    rule = _rule(kind)
    known = identity()
    if known is not None and not _is_in_scope(known, kind, action):
        return False
    said = current_app.ensure_sync(rule.policy)(current_user._get_current_object(), action, thing)
    if isinstance(said, (set, frozenset, list, tuple)):
        return bool(said) and set(fields) <= set(said)
    # Only `True` is a yes: what is merely truthy, as a condition for the database, is a mistake.
    return said is True


def authorize(action: str, thing: Any, *, fields: Iterable[str] = (), hide: bool = False) -> None:
    """Refuses the request unless the present user may do this: 401 for nobody, 403 otherwise; with ``hide`` 404, where the user must
    not even learn that the object is there."""
    fields = list(fields)
    if may(action, thing, fields=fields):
        return
    kind = thing if isinstance(thing, type) else type(thing)
    known = identity()
    if hide:
        audit.event("forbidden", session_id=known.id if known else None, wanted=f"{action} {kind.__name__}")
        raise NotFound()
    if known is None:
        raise refusals.NotKnown(challenge=refusals._challenge())
    refusals.refuse(known.id, f"{action} {kind.__name__}" + (f" ({', '.join(fields)})" if fields else ""))


def authorized(action: str, statement: Any) -> Any:
    """A ``select`` that finds only what the present user may do this with."""
    kinds = [found["entity"] for found in statement.column_descriptions if found.get("entity") is not None]
    if not kinds:
        raise NoPolicy("the statement selects no objects that a policy could know")
    known = identity()
    for kind in dict.fromkeys(kinds):
        rule = _rule(kind)
        if rule.query is None:
            raise NoPolicy(f"the policy of {kind.__name__} has no `query`")
        if known is not None and not _is_in_scope(known, kind, action):
            refusals.refuse(known.id, f"{action} {kind.__name__}")
        condition = rule.query(current_user._get_current_object(), action)
        if condition is True:
            continue
        if condition is None or condition is False:
            from sqlalchemy import false

            condition = false()
        statement = statement.where(condition)
    return statement


def _is_in_scope(known: Identity, kind: type, action: str) -> bool:
    """Whether the token that was shown, if one was, was given for this."""
    return known.scopes is None or f"{kind.__name__.lower()}:{action}" in known.scopes


def _rule(kind: type) -> _Rule:
    for ancestor in kind.__mro__:
        found = _rules.get(ancestor)
        if found is not None:
            return found
    raise NoPolicy(f"{kind.__name__} has no policy: register one with @policy_for({kind.__name__})")
