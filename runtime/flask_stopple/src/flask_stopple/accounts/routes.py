"""The table of all routes. Blueprint, OpenAPI document and documentation are made of it, so none of them forgets one."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Callable, Mapping, NamedTuple, Optional

from flask import Blueprint, current_app, request, session, url_for

from ..errors import StoreUnavailable
from . import access, answers, factors, refusals
from .forms import Form, Refused
from .identities import identity

if TYPE_CHECKING:
    from .extension import Accounts


class Route(NamedTuple):
    """A page, and the same as JSON."""

    #: The endpoint, after `accounts.`, and the template.
    name: str
    path: str
    #: A sentence for the documents.
    summary: str
    #: What a POST carries. None: nothing can be sent here.
    form: Optional[type[Form]] = None
    #: Answers a GET: facts for the page and for JSON, or an answer of its own. None: the form as it is; "no": there is no GET.
    get: Any = None
    #: Answers a POST, with the values of the form.
    post: Optional[Callable[..., Any]] = None
    #: Who may ask: `anybody`, `login`, `fresh` (who has shown lately who they are), `administrator` (who has the role, too).
    needs: str = "anybody"
    #: Whether it is switched on, by the settings.
    when: Callable[[Accounts], bool] = lambda accounts: True
    template: Optional[str] = None
    #: What a successful POST answers with.
    status: int = 200
    #: Further statuses, with a sentence each.
    statuses: Mapping[int, str] = {}


#: Modules whose `ROUTES` are the table.
MODULES: tuple[str, ...] = (
    "flows.entry",
    "flows.registration",
    "flows.recovery",
    "flows.changes",
    "flows.presence",
    "flows.leaving",
    "flows.documents",
    "factors.login_pages",
    "factors.security_pages",
    "token_pages",
    "providers.pages",
    "administration",
)


def table() -> tuple[Route, ...]:
    """All routes, in the order of their modules."""
    found: list[Route] = []
    for module in MODULES:
        found.extend(importlib.import_module(f".{module}", __package__).ROUTES)
    return tuple(found)


def blueprint(accounts: Accounts) -> Blueprint:
    """The blueprint of an application: what is switched off is not there."""
    made = Blueprint(
        "accounts",
        __name__,
        url_prefix=accounts.settings["url_prefix"].rstrip("/") or None,
        template_folder="templates",
        static_folder="static",
        static_url_path="/static",
    )
    for route in table():
        if route.when(accounts):
            methods = ["POST"] if route.get == "no" else ["GET", "POST"] if route.post else ["GET"]
            made.add_url_rule(route.path, route.name, _view(route), methods=methods)
    return made


def _view(route: Route) -> Callable[..., Any]:
    def view(**arguments: Any) -> Any:
        accounts: Accounts = current_app.extensions["stopple_accounts"]
        accounts.ready()
        barred = bar(route.needs)
        if barred is not None:
            return barred
        try:
            if request.method == "POST":
                return _post(accounts, route, arguments)
            return _get(accounts, route, arguments)
        except Refused as refused:
            accounts.users.rollback()
            return answers.refuse(accounts, route, refused.errors, refused.status, refused.headers, refused.facts)
        except StoreUnavailable:
            accounts.links.give_back()
            raise

    view.__name__ = route.name
    view.__doc__ = route.summary
    # Read by `flask stopple check`, and by the mode in which a route without a guard refuses to start.
    view.__stopple_access__ = _IN_WORDS[route.needs]  # type: ignore[attr-defined]
    return view


_IN_WORDS = {"anybody": "public", "login": "login", "fresh": "fresh login", "administrator": "administrator"}


def bar(needs: str) -> Any:
    """The answer to somebody who may not ask; ``None`` for who may. An API token opens what the application guards, not the account itself."""
    if needs == "anybody":
        return None
    known = identity()
    if known is None or known.mechanism != "session":
        return refusals.refuse_unknown()
    if needs == "administrator":
        return _bar_from_administration(known)
    if needs == "fresh" and not is_fresh():
        return refusals.refuse_stale()
    return None


def _bar_from_administration(known: Any) -> Any:
    """Administrators have the role, a second factor, and have shown one of the two a moment ago."""
    accounts: Accounts = current_app.extensions["stopple_accounts"]
    role = accounts.settings["admin_role"]
    if not known.has_role(role):
        refusals.refuse(known.id, f"role {role}")
    if accounts.settings["second_factor"] != "off" and not session.get(factors.SECOND):
        return answers.give(
            accounts, answers.Answer(accounts.texts.say("Set up a second step, and log in with it."), to=url_for("accounts.security"), status=403)
        )
    return None if is_fresh() else refusals.refuse_stale()


def is_fresh() -> bool:
    """Whether the user has shown lately enough who they are (ASVS 7.5.1)."""
    accounts: Accounts = current_app.extensions["stopple_accounts"]
    return access.is_fresh(int(accounts.settings["fresh_minutes"] * 60))


def _get(accounts: Accounts, route: Route, arguments: Mapping[str, Any]) -> Any:
    facts = route.get(accounts, **arguments) if callable(route.get) else {}
    if isinstance(facts, answers.Answer):
        return answers.give(accounts, facts)
    if not isinstance(facts, dict):
        return facts
    if not refusals.reads_json():
        return answers.show(accounts, route, **facts)
    return answers.describe(accounts, route, **facts)


def _post(accounts: Accounts, route: Route, arguments: Mapping[str, Any]) -> Any:
    form = accounts.form_of(route)
    values = form.read(accounts, answers.sent()) if form else {}
    assert route.post is not None
    answer = route.post(accounts, values, **arguments)
    return answers.give(accounts, answer) if isinstance(answer, answers.Answer) else answer
