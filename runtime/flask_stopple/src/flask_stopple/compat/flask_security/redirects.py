"""Where an action leads to. What a visitor sent as ``next`` is followed on this site only, and where the settings allow another host."""

from __future__ import annotations

from typing import Any, Mapping, Optional
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from flask import current_app, request, url_for
from werkzeug.routing import BuildError

from ...extension import state_of
from .settings import value


def transform_url(url: str, qparams: Optional[Mapping[str, str]] = None, **parts: str) -> str:
    """An address with more in its query, and other parts: ``netloc="app.example:8080"``."""
    split = urlsplit(url)
    if qparams:
        split = split._replace(query=urlencode({**dict(parse_qsl(split.query)), **qparams}))
    return urlunsplit(split._replace(**parts))


def get_url(endpoint_or_url: Any, qparams: Optional[Mapping[str, str]] = None) -> Any:
    """The address of an endpoint; an address is taken as it is, under ``SECURITY_REDIRECT_HOST`` where that is set."""
    if not endpoint_or_url:
        return endpoint_or_url
    try:
        return transform_url(url_for(endpoint_or_url), qparams)
    except (BuildError, RuntimeError, ValueError):
        host = value("REDIRECT_HOST")
        return transform_url(endpoint_or_url, qparams, **({"netloc": host} if host else {}))


def url_for_security(endpoint: str, **values: Any) -> str:
    """The address of one of our pages."""
    return url_for(f"{value('BLUEPRINT_NAME')}.{endpoint}", **values)


def _slash_url_suffix(url: str, suffix: str) -> str:
    return f"{suffix}/" if url.endswith("/") else f"/{suffix}"


def validate_redirect_url(url: Optional[str]) -> bool:
    """Whether a visitor may be led there: to a path of this site, or to a host that the settings name."""
    if not url or not url.strip():
        return False
    state = state_of(current_app)
    guard = state.guard or state.build()
    if guard.own_path(request.environ, url) is not None:
        return True
    split = urlsplit(url)
    if split.scheme not in ("http", "https", "") or not split.netloc or "\\" in url or any(ord(one) <= 32 for one in url):
        return False
    host = split.netloc.lower()
    if "@" in host or not _is_named(host):
        return False
    # The guard, which turns redirects home that a visitor chose, is told who is meant.
    request.environ.setdefault("stopple.redirect_hosts", set()).add((split.hostname or "").lower())
    return True


def _is_named(host: str) -> bool:
    """Whether the settings allow this host besides our own."""
    server = current_app.config.get("SERVER_NAME")
    if value("REDIRECT_ALLOW_SUBDOMAINS") and server and (host == server or host.endswith(f".{server}")):
        return True
    base = value("REDIRECT_BASE_DOMAIN")
    return bool(base) and host in {base if sub == "." else f"{sub}.{base}" for sub in value("REDIRECT_ALLOWED_SUBDOMAINS")}


def _simplify_url(base_url: str, redirect_url: str) -> str:
    """An address as a path, where it lies on the same site."""
    base, other = urlsplit(base_url), urlsplit(redirect_url)
    if other.scheme in ("", base.scheme) and other.netloc in ("", base.netloc):
        return urlunsplit(("", "", other.path, other.query, other.fragment))
    return redirect_url


def _propagate_next(fallback_url: str, form: Any) -> str:
    """Where the visitor wanted to go, if they may; the fallback otherwise."""
    sent = [_sent_next(form), request.args.get("next")]
    for wanted in (*(get_url(one) for one in sent if one), fallback_url):
        if wanted and validate_redirect_url(wanted):
            return str(wanted)
    raise ValueError("none of the settings says where to go that may be gone to")


def _sent_next(form: Any) -> Optional[str]:
    if not form:
        return None
    field = getattr(form, "next", None)
    found = field.data if field is not None and hasattr(field, "data") else form.get("next") if hasattr(form, "get") else None
    return str(found) if found else None


def _find_redirect(key: str) -> str:
    said = current_app.config[key.upper()]
    return (get_url(said) if said else None) or str(current_app.config.get("APPLICATION_ROOT") or "/")


def _get_post_action_redirect(config_key: str, next_loc: Any) -> str:
    """Where to go after an action, in a form that no browser reads in another way."""
    split = urlsplit(_propagate_next(_find_redirect(config_key), next_loc))
    return urlunsplit(split._replace(netloc=quote(split.netloc, safe=":@[]"), path=quote(split.path, safe="/%:@!$&'()*+,;=~")))


def after_login() -> str:
    """Where to go after a login."""
    return _get_post_action_redirect("SECURITY_POST_LOGIN_VIEW", request.form)


def after_register() -> str:
    """Where to go after a registration."""
    return _get_post_action_redirect("SECURITY_POST_REGISTER_VIEW", request.form)


def after_logout() -> str:
    """Where to go after a logout."""
    return _get_post_action_redirect("SECURITY_POST_LOGOUT_VIEW", request.form)


def after_verify() -> str:
    """Where to go after somebody showed again who they are."""
    return _get_post_action_redirect("SECURITY_POST_VERIFY_VIEW", request.form)
