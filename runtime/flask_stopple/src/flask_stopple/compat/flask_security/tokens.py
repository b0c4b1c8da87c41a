"""Tokens for programs: short ones that stand for a user, and refresh tokens that make new ones. A refresh token works once; one that
comes a second time ends its family (RFC 9700, 4.14.2)."""

from __future__ import annotations

import time
from enum import Enum, auto
from typing import Any, Optional

from flask import abort, after_this_request, request, session
from itsdangerous import BadSignature, SignatureExpired
from wtforms import StringField

from . import signals
from .answers import base_render_json, commit_after
from .decorators import unauth_csrf
from .fields import Form, IsString, RequiredLocalize, _get_form_field_label, errors_of, get_form_field_xlate, take_refresh_cookie
from .forms import SubmitField, build_from_request
from .messages import get_message
from .proxies import _datastore, _security
from .sessions import LOGIN, SHOWN_AT, _store, is_logged_out, set_request_attr
from .settings import _, value


def parse_auth_token(auth_token: Any) -> dict[str, Any]:
    """What is in a token. Raises ``BadSignature``, ``SignatureExpired`` or ``ValueError``."""
    age = value("TOKEN_MAX_AGE")
    facts = _security.remember_token_serializer.loads(auth_token, max_age=age.total_seconds() if age is not None else None)
    if isinstance(facts, list):
        # The shapes of versions 3 and 4.
        return {"ver": "4", "uid": facts[0]} if len(facts) == 1 else {"ver": "3", "uid": facts[2]}
    if not {"ver", "uid", "exp"} <= set(facts):
        raise ValueError("the token lacks something")
    if facts["exp"] and facts["exp"] < int(time.time()):
        raise SignatureExpired("token[exp] value expired")
    return facts  # type: ignore[no-any-return]


def load_by_token(asked: Any) -> Any:
    """The user of a request that brings a token, in the query, a header, or JSON; ``None`` for nobody."""
    name = value("TOKEN_AUTHENTICATION_KEY")
    token = asked.args.get(name, asked.headers.get(value("TOKEN_AUTHENTICATION_HEADER")))
    if asked.is_json:
        sent = asked.get_json(silent=True)
        token = sent.get(name, token) if isinstance(sent, dict) else token
    if not token:
        return None
    try:
        facts = parse_auth_token(token)
    except Exception:
        # Whatever is wrong with it, it is nobody's.
        return None
    user = _owner(facts["uid"])
    if user is None or not user.is_active or not user.verify_auth_token(facts):
        return None
    if facts.get("sid") and is_logged_out(str(facts["sid"])):
        return None
    set_request_attr("fs_authn_via", "token")
    if value("FRESHNESS_ALLOW_AUTH_TOKEN"):
        set_request_attr(SHOWN_AT, facts.get("fs_paa", 0))
    return user


def _owner(unique: Any) -> Any:
    if not unique:
        return None
    user = None
    if _datastore.has("fs_token_uniquifier"):
        user = _datastore.find_user(fs_token_uniquifier=str(unique))
    return user or _datastore.find_by_session(str(unique))


def login_of_token() -> dict[str, str]:
    """The login in which a token is made, and with which it ends."""
    here = session.get(LOGIN) if request else None
    return {"sid": here} if here else {}


def response_tokens(user: Any, payload: dict[str, Any]) -> None:
    """Puts a token, and a refresh token, into a JSON answer."""
    try:
        token = user.get_auth_token()
    except ValueError:
        # A row of before the column.
        _datastore.set_token_uniquifier(user)
        commit_after()
        token = user.get_auth_token()
    payload.setdefault("user", {})["authentication_token"] = token
    if _security.refresh_token:
        commit_after()
        _give_refresh_token(new_refresh_tracker(user, name="default")[1], payload)


def _give_refresh_token(token: str, payload: dict[str, Any]) -> None:
    name = value("REFRESH_TOKEN_COOKIE_NAME")
    if not name:
        payload["user"]["refresh_token"] = token
        return

    @after_this_request
    def remember(response: Any) -> Any:
        response.set_cookie(name, value=token, **value("REFRESH_TOKEN_COOKIE"))
        response.vary.add("Cookie")
        return response


def forget_refresh_cookie() -> None:
    """Takes the cookie with the refresh token away."""
    name, said = value("REFRESH_TOKEN_COOKIE_NAME"), value("REFRESH_TOKEN_COOKIE")
    kept = {key: said[key] for key in ("path", "domain", "secure", "httponly", "samesite", "partitioned") if key in said}

    @after_this_request
    def forget(response: Any) -> Any:
        response.delete_cookie(name, **kept)
        return response


# -- families of refresh tokens --------------------------------------------------------------------------------------


class RefreshTokenErrors(Enum):
    """Why a refresh token does not work."""

    INVALID = auto()
    EXPIRED = auto()
    NOT_FOUND = auto()
    GEN_MISMATCH = auto()
    REVOKED = auto()


def new_refresh_tracker(user: Any, name: str) -> tuple[Any, str]:
    """A new family, and its first token."""
    _datastore.cleanup_refresh_trackers(
        user, expired=value("REFRESH_TOKEN_CLEANUP_EXPIRED"), revoked=value("REFRESH_TOKEN_CLEANUP_REVOKED")
    )
    ends = _security.datetime_factory() + value("REFRESH_TOKEN_MAX_AGE")
    tracker = _datastore.create_refresh_tracker(user, name=name, expires_at=ends)
    signals.send(signals.refresh_tracker_created, user=user, refresh_tracker=tracker)
    return tracker, get_refresh_token(tracker, user)


def get_refresh_token(refresh_tracker: Any, user: Any) -> str:
    """The present token of a family."""
    facts = {
        "ver": "1",
        "uid": getattr(user, _datastore.get_token_uniquifier_name()),
        "name": refresh_tracker.name,
        "family": refresh_tracker.refresh_family,
        "gen": refresh_tracker.gen,
        "expires_at": refresh_tracker.expires_at.timestamp(),
        "last_used_at": refresh_tracker.last_used_at.timestamp(),
    }
    return str(_security.refresh_token_serializer.dumps(facts))


def verify_refresh_token(token: Any) -> tuple[Any, Optional[RefreshTokenErrors], Optional[str]]:
    """The family of a token, why it does not work, and whose it is."""
    try:
        facts = _security.refresh_token_serializer.loads(token)
        family, generation, whose = facts["family"], facts["gen"], facts["uid"]
    except (BadSignature, TypeError, ValueError, KeyError):
        return None, RefreshTokenErrors.INVALID, None
    tracker = _datastore.find_refresh_tracker(family)
    if tracker is None:
        return None, RefreshTokenErrors.NOT_FOUND, None
    now = _security.datetime_factory()
    wrong = None
    if tracker.gen != generation:
        wrong = RefreshTokenErrors.GEN_MISMATCH
    elif tracker.expires_at < now or now - tracker.last_used_at > value("REFRESH_TOKEN_MAX_IDLE"):
        wrong = RefreshTokenErrors.EXPIRED
    elif tracker.revoked_at is not None and tracker.revoked_at <= now:
        wrong = RefreshTokenErrors.REVOKED
    return tracker, wrong, whose


def revoke(tracker: Any, why: Optional[RefreshTokenErrors], user: Any) -> None:
    """Ends a family."""
    commit_after()
    _datastore.revoke_refresh_tracker(tracker)
    signals.send(signals.refresh_tracker_revoked, user=user, refresh_tracker=tracker, refresh_errors=why)


class RefreshTokenForm(Form):
    """A refresh token, from the body or, if its cookie has a name, from there alone."""

    refresh_token = StringField(get_form_field_xlate(_("Refresh Token")), validators=[IsString(), RequiredLocalize()])
    submit = SubmitField(label=_get_form_field_label("submit"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refresh_errors: Optional[RefreshTokenErrors] = None
        self.refresh_tracker: Any = None
        take_refresh_cookie(self)

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        self.refresh_tracker, self.refresh_errors, whose = verify_refresh_token(self.refresh_token.data)
        self.user = _owner(whose)
        errors = errors_of(self.refresh_token)
        if self.refresh_errors is not None:
            errors.append(get_message("REFRESH_TOKEN_INVALID", reason=self.refresh_errors.name)[0])
            return False
        if self.user is None or not self.user.is_active:
            errors.append(get_message("USER_DOES_NOT_EXIST")[0])
            return False
        return True


def _is_first(form: RefreshTokenForm) -> bool:
    """Whether nobody else shows the same token at this very moment: the table alone would give both of them the next one."""
    tracker, now = form.refresh_tracker, int(time.time())
    ends = now + int((tracker.expires_at - _security.datetime_factory()).total_seconds()) + 60
    if _store().spend(f"refresh\0{tracker.refresh_family}\0{tracker.gen}", ends, now):
        return True
    form.refresh_errors = RefreshTokenErrors.GEN_MISMATCH
    errors_of(form.refresh_token).append(get_message("REFRESH_TOKEN_INVALID", reason=form.refresh_errors.name)[0])
    return False


@unauth_csrf()
def refresh() -> Any:
    """Exchanges a refresh token for a new pair."""
    if not request.is_json:
        abort(400)
    form = build_from_request("refresh_token_form")
    if form.validate_on_submit() and _is_first(form):
        commit_after()
        _datastore.exchange_refresh_tracker(form.refresh_tracker)
        payload = {"user": {**form.user.get_security_payload(), "authentication_token": form.user.get_auth_token()}}
        _give_refresh_token(get_refresh_token(form.refresh_tracker, form.user), payload)
        return _security._render_json(payload, 200, None, form.user)
    if form.refresh_errors is RefreshTokenErrors.GEN_MISMATCH:
        # Used up before: by its thief, or by its owner after the thief.
        revoke(form.refresh_tracker, form.refresh_errors, form.user)
    return base_render_json(form, include_user=False)
