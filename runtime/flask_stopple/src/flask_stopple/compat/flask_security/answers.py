"""Answers of the pages, as JSON and as HTML."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Mapping, Optional, Union

from flask import Response, after_this_request, current_app, flash, jsonify, make_response, redirect, render_template, request

from ... import login
from ..flask_wtf_csrf import generate_csrf
from .messages import get_message
from .proxies import _datastore, _security
from .redirects import after_verify, get_url
from .sessions import is_user_authenticated, show_again
from .settings import value


def default_want_json(asked: Any) -> bool:
    """Whether a request wants JSON: it sends some, or asks for it before all else."""
    return bool(asked.is_json or asked.accept_mimetypes.best == "application/json")


def default_render_json(payload: Mapping[str, Any], code: int, headers: Optional[Mapping[str, str]], user: Any) -> Any:
    """A JSON answer, in the frame that Flask-Security gives it."""
    more = {**(headers or {}), "Content-Type": "application/json"}
    return make_response(jsonify({"meta": {"code": code}, "response": payload}), code, more)


def default_render_template(*arguments: Any, **context: Any) -> str:
    """Flask's own; ``Security(render_template=...)`` takes another."""
    return render_template(*arguments, **context)


def wants_json() -> bool:
    """Whether the present request wants JSON."""
    return bool(_security._want_json(request))


def json_error_response(
    errors: Union[str, list[str], None] = None, field_errors: Optional[Mapping[Any, Iterable[str]]] = None
) -> dict[str, Any]:
    """What JSON answers tell of errors: a plain list, and by field."""
    if errors is not None and not isinstance(errors, (str, list)):
        raise TypeError("errors are a text or a list of texts")
    plain = [errors] if isinstance(errors, str) else list(errors or ())
    found: dict[str, Any] = {}
    if field_errors:
        for said in field_errors.values():
            plain.extend(said)
        found["field_errors"] = field_errors
    found["errors"] = plain
    return found


def refuse_json(text: str, code: int, headers: Optional[Mapping[str, str]] = None, **more: Any) -> Any:
    """A JSON answer that says what is wrong."""
    return _security._render_json({**json_error_response(errors=text), **more}, code, headers, None)


def base_render_json(
    form: Any,
    include_user: bool = True,
    include_auth_token: bool = False,
    additional: Optional[Mapping[str, Any]] = None,
    error_status_code: int = 400,
) -> Any:
    """The JSON answer of a page with a form: its errors, or what it has of its user."""
    user = getattr(form, "user", None)
    if form.errors:
        return _security._render_json(json_error_response(field_errors=form.errors), error_status_code, None, user)
    payload: dict[str, Any] = {}
    if user:
        if include_user:
            payload["user"] = user.get_security_payload()
        if include_auth_token:
            from .tokens import response_tokens

            response_tokens(user, payload)
    # For the next request: who speaks JSON has no form with it.
    payload["csrf_token"] = generate_csrf()
    payload.update(additional or {})
    return _security._render_json(payload, 200, None, user)


def simple_render_json(additional: Optional[Mapping[str, Any]] = None) -> Any:
    """A JSON answer without a form."""
    return _security._render_json({"csrf_token": generate_csrf(), **(additional or {})}, 200, None, None)


def page(setting: str, context_of: str, **context: Any) -> Any:
    """Renders the template that a setting names, with what the application adds for this page."""
    return _security.render_template(value(setting), **context, **_security._run_ctx_processor(context_of))


def do_flash(message: str, category: str) -> None:
    """Flashes, unless ``SECURITY_FLASH_MESSAGES`` is off."""
    if value("FLASH_MESSAGES"):
        flash(message, category)


def say(key: str, **variables: Any) -> None:
    """Flashes a message of ours."""
    do_flash(*get_message(key, **variables))


def asked_by_mail(form: Any, send: Callable[[Any], Any], template: str) -> bool:
    """Whether a form that asks for a mail is answered as one that was sent. It was; or nobody has the address, which under
    ``SECURITY_RETURN_GENERIC_RESPONSES`` nobody is told, and which takes as long. More than a few mails to one address are dropped without a word."""
    from .forms import form_errors_munge

    if form.validate_on_submit():
        if _security.may_write_to(form.user.email):
            send(form.user)
        return True
    if request.method != "POST" or not value("RETURN_GENERIC_RESPONSES"):
        return False
    form_errors_munge(form, {"email": {}})
    if form.errors:
        return False
    _security.idle_mail(template)
    return True


def shown_again(form: Any) -> Any:
    """The answer to who has just shown again who they are."""
    commit_after()
    show_again()
    if wants_json():
        return base_render_json(form, include_auth_token=allowed_auth_token(form.user))
    say("REAUTHENTICATION_SUCCESSFUL")
    return redirect(after_verify())


def commit_after() -> None:
    """Has the datastore write what this request changed, once the answer is made."""
    after_this_request(_view_commit)


def _view_commit(response: Any = None) -> Any:
    _datastore.commit()
    return response


def is_spa() -> bool:
    """Whether links in mails lead to a single-page application."""
    return bool(value("REDIRECT_BEHAVIOR") == "spa")


def allowed_auth_token(user: Any) -> bool:
    """Whether an answer may bring a token: the client asks for it."""
    return bool(value("BACKWARDS_COMPAT_AUTH_TOKEN") or "include_auth_token" in request.args)


def handle_already_auth(form: Any, payload: Optional[Mapping[str, Any]] = None) -> Any:
    """The answer of a login page to who is logged in. Not by ``next``: that may lead here again."""
    if not wants_json():
        return redirect(get_url(value("POST_LOGIN_VIEW")))
    if request.method == "POST":
        return refuse_json(get_message("ANONYMOUS_USER_REQUIRED")[0], 400)
    form.user = login.current_user
    return base_render_json(form, additional=payload)


def add_cache_control(response: Response) -> Response:
    """Keeps our pages out of caches."""
    for name, said in (value("CACHE_CONTROL") or {}).items():
        response.cache_control[name] = said
    return response


def someone_is_logged_in() -> bool:
    """Whether the present request is somebody's."""
    return is_user_authenticated(login.current_user)


def this_app() -> Any:
    """The present application itself."""
    return current_app._get_current_object()  # type: ignore[attr-defined]
