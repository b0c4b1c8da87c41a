"""What single views and blueprints change. A change travels with the view function itself, never with its name."""

from __future__ import annotations

from typing import Any, Callable, Mapping, TypeVar

from . import policies
from .errors import SettingError

View = TypeVar("View", bound=Callable[..., Any])

ATTRIBUTE = "__stopple__"

#: Changes that are not about headers.
_OTHERS = frozenset({"csrf", "plain", "limits"})
#: What can be changed for a view; each is a setting of the same name, but for the others.
CHANGES = _OTHERS | {"csp", "csp_report_only", "csp_nonce_in", "permissions", "hsts", "private", "extra_headers", *policies.ISOLATION}


def of(view: object) -> Mapping[str, Any]:
    """What a view changes."""
    found = getattr(view, ATTRIBUTE, None)
    return found if isinstance(found, dict) else {}


def about_headers(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the changes that are settings of headers."""
    return {name: value for name, value in changes.items() if name not in _OTHERS}


def merge(view: View, **changes: Any) -> View:
    """Adds changes to a view. The dictionary is replaced and not altered: a wrapper that copied it keeps its own."""
    unknown = set(changes) - CHANGES
    if unknown:
        raise SettingError(f"{', '.join(sorted(unknown))} cannot be changed for a single view")
    # Written wrongly is an error here, at import, and not at the first request.
    if "csp" in changes:
        policies.csp(changes["csp"], changes.get("csp_nonce_in", ()))
    if "csp_report_only" in changes:
        policies.csp(changes["csp_report_only"])
    if "permissions" in changes:
        policies.permissions(changes["permissions"])
    setattr(view, ATTRIBUTE, {**of(view), **changes})
    return view


def headers(**changes: Any) -> Callable[[View], View]:
    """Other headers for one view: ``@headers(frame="SAMEORIGIN", csp={...})``. ``None`` leaves a header out."""
    if set(changes) & _OTHERS:
        raise SettingError("headers() changes headers only")

    def decorate(view: View) -> View:
        return merge(view, **changes)

    return decorate


def csrf_exempt(view: View) -> View:
    """Takes one view out of the CSRF check. Only for views that no browser's cookie can authorise."""
    return merge(view, csrf=False)


def csrf_protect(view: View) -> View:
    """Puts one view under the CSRF check, though its blueprint or the application is out of it."""
    return merge(view, csrf=True)


def plain_http(view: View) -> View:
    """Lets one view answer without HTTPS, as a health check."""
    return merge(view, plain=True)
