"""The OpenAPI 3.1 document of the routes that are switched on, made of their table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _stopple
from . import routes

if TYPE_CHECKING:
    from .extension import Accounts

_ERRORS = {
    "type": "object",
    "required": ["errors"],
    "properties": {"errors": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}},
}
_DONE = {
    "type": "object",
    "properties": {
        "message": {"type": "string", "description": "A sentence for the user."},
        "next": {"type": "string", "description": "Where a page would go on."},
    },
}


def document(accounts: Accounts) -> dict[str, Any]:
    """The document."""
    prefix = accounts.settings["url_prefix"].rstrip("/")
    paths: dict[str, Any] = {}
    for route in routes.table():
        if not route.when(accounts):
            continue
        operations: dict[str, Any] = {}
        if route.get != "no":
            operations["get"] = _operation(accounts, route, "get")
        if route.post is not None:
            operations["post"] = _operation(accounts, route, "post")
        path, parameters = _path(route.path)
        if parameters:
            operations["parameters"] = parameters
        paths[prefix + path] = operations
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Accounts of {accounts.site_name}", "version": _stopple.__version__},
        "paths": paths,
        "components": {
            "schemas": {"Errors": _ERRORS, "Done": _DONE},
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "__Host-session"}},
        },
    }


def _path(rule: str) -> tuple[str, list[dict[str, Any]]]:
    """Flask's `<name>` in the words of OpenAPI."""
    import re

    names = re.findall(r"<(?:[^:<>]+:)?([^<>]+)>", rule)
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule), parameters


def _operation(accounts: Accounts, route: routes.Route, method: str) -> dict[str, Any]:
    said: dict[str, Any] = {"operationId": f"{method}_{route.name}", "summary": route.summary, "responses": {}}
    answers = said["responses"]
    if route.needs != "anybody":
        said["security"] = [{"session": []}]
        answers["401"] = _response("Nobody is logged in, or not freshly.", "Errors")
    form = accounts.form_of(route)
    if method == "get":
        what = "The fields of the form, and a CSRF token." if form else "What there is."
        answers["200"] = {"description": what, "content": {"application/json": {"schema": {"type": "object"}}}}
        if form and any(field.name == "token" for field in form.shown(accounts)):
            said["parameters"] = [{"name": "token", "in": "query", "required": True, "schema": {"type": "string"}}]
            answers["400"] = _response("The link does not work.", "Errors")
        return said
    answers[str(route.status)] = _response("Done.", "Done")
    answers["400"] = _response("What was sent is not taken.", "Errors")
    answers["503"] = {"description": "A store or the database does not answer; nothing was written."}
    for status, why in route.statuses.items():
        answers[str(status)] = _response(why, "Errors")
    fields = form.shown(accounts) if form else ()
    if fields:
        schema = {
            "type": "object",
            "properties": {field.name: field.schema for field in fields},
            "required": [field.name for field in fields if field.required],
        }
        if not schema["required"]:
            del schema["required"]
        content = {kind: {"schema": schema} for kind in ("application/json", "application/x-www-form-urlencoded")}
        said["requestBody"] = {"required": True, "content": content}
    return said


def _response(what: str, schema: str) -> dict[str, Any]:
    return {"description": what, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}
