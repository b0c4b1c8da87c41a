"""Answers: each as a page and as JSON, from one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, NamedTuple, Optional

from flask import current_app, flash, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from ..csrf import csrf_token
from ..state import State
from .refusals import reads_json

if TYPE_CHECKING:
    from .extension import Accounts
    from .routes import Route


class Answer(NamedTuple):
    """What a flow ends with. A page goes on to ``to`` with ``message`` on it; JSON gets ``message``, ``next`` and ``data``."""

    message: str = ""
    #: A path of this site.
    to: Optional[str] = None
    data: Mapping[str, Any] = {}
    status: int = 200
    #: A page that is shown at once, in the place of ``to``, with ``data``.
    template: Optional[str] = None


def sent() -> Mapping[str, Any]:
    """What the client sent, as a form or as JSON. Anything but an object of JSON is nothing."""
    if request.is_json:
        body = request.get_json(silent=True)
        return body if isinstance(body, dict) else {}
    return request.form


def give(accounts: Accounts, answer: Answer) -> Response:
    """An answer to the present request."""
    if reads_json():
        body = dict(answer.data)
        if answer.message:
            body["message"] = answer.message
        if answer.to is not None:
            body["next"] = answer.to
        response: Response = jsonify(body)
        response.status_code = answer.status
        return response
    if answer.template is not None:
        response = make_response(render(accounts, answer.template, message=answer.message, **answer.data))
        response.status_code = answer.status
        return response
    if answer.message:
        flash(answer.message)
    # 303: whatever was sent, what follows is looked at (RFC 9110 15.4.4).
    return redirect(answer.to or accounts.home(), 303)


def refuse(
    accounts: Accounts,
    route: Route,
    errors: Mapping[str, list[str]],
    status: int,
    headers: Mapping[str, str],
    facts: Mapping[str, Any],
) -> Response:
    """What was sent is not taken: the page again, with what is wrong, or ``{"errors": ...}``."""
    response: Response
    if reads_json():
        response = jsonify({**facts, "errors": dict(errors)})
    else:
        # A link that does not work leads to those that ask for a new one.
        if "token" in errors:
            page = render(accounts, "gone.html", errors=errors)
        elif route.get == "no":
            page = render(accounts, "refused.html", errors=errors)
        else:
            page = show(accounts, route, errors=errors, **facts)
        response = make_response(page)
    response.status_code = status
    response.headers.update(headers)
    return response


def show(accounts: Accounts, route: Route, *, errors: Optional[Mapping[str, list[str]]] = None, **facts: Any) -> str:
    """The page of a form, with what was typed but for passwords."""
    form = accounts.form_of(route)
    fields = form.shown(accounts) if form else ()
    typed = sent() if request.method == "POST" else request.args
    values = {field.name: typed.get(field.name, "") for field in fields if field.kind != "password"}
    values.update({name: value for name, value in facts.items() if name in values})
    template = route.template or f"{route.name}.html"
    return render(accounts, template, route=route, fields=fields, values=values, errors=errors or {}, **facts)


def describe(accounts: Accounts, route: Route, **facts: Any) -> Response:
    """A form in JSON: its fields, and the token for clients that send neither ``Sec-Fetch-Site`` nor ``Origin``."""
    form = accounts.form_of(route)
    fields = form.shown(accounts) if form else ()
    described = {field.name: {**field.schema, "required": field.required} for field in fields}
    state: State = current_app.extensions["stopple"]
    return jsonify({"fields": described, state.settings["csrf_field"]: csrf_token(), **facts})


def render(accounts: Accounts, template: str, **context: Any) -> str:
    """A page of ours, or the application's own of the same name."""
    return render_template(
        f"stopple/accounts/{template}",
        accounts=accounts,
        say=accounts.texts.say,
        language=accounts.texts.language(),
        layout=accounts.settings["layout"] or "stopple/accounts/layout.html",
        here=request.endpoint,
        **context,
    )
