"""Policies as people write them (dictionaries or text) to the form that the core takes, and helpers for parts of them."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, Iterable, Mapping, Optional, Union

from . import _stopple
from .errors import SettingError

Policy = Union[Mapping[str, Any], str, bool, None]

#: Settings of headers with a handful of values, and the names of the headers.
ISOLATION = {
    "frame": "X-Frame-Options",
    "referrer": "Referrer-Policy",
    "content_type": "X-Content-Type-Options",
    "opener": "Cross-Origin-Opener-Policy",
    "embedder": "Cross-Origin-Embedder-Policy",
    "resource": "Cross-Origin-Resource-Policy",
    "agent_cluster": "Origin-Agent-Cluster",
}


def csp(policy: Policy, nonce_in: Iterable[str] = (), report_to: Optional[str] = None) -> Optional[str]:
    """A checked policy as text, or ``None`` for none. ``'nonce'`` stands where the nonce of the request will be.

    ``report_to`` is a path that violations are sent to, unless the policy names another.
    """
    if policy is None or policy is False or not policy:
        return None
    if policy is True:
        raise SettingError("a content security policy is a dictionary, a text or False, not True")
    pairs = _pairs(policy)
    named = {name.lower() for name, _ in pairs}
    if report_to and not named & {"report-uri", "report-to"}:
        # The older form for Firefox and Safari; who knows report-to ignores it.
        pairs += [("report-uri", report_to), ("report-to", "stopple")]
    try:
        return _stopple.csp(pairs, list(nonce_in))
    except ValueError as error:
        raise SettingError(str(error)) from None


def permissions(policy: Policy) -> Optional[str]:
    """A checked Permissions-Policy as text, or ``None`` for none."""
    if policy is None or policy is False or not policy:
        return None
    if isinstance(policy, str):
        parts = [part.partition("=") for part in policy.split(",") if part.strip()]
        if not all(equals for _, equals, _ in parts):
            raise SettingError("Permissions-Policy: each part is of the form `feature=(...)`")
        pairs = [(name.strip(), allowed) for name, _, allowed in parts]
    elif isinstance(policy, Mapping):
        pairs = [(name, _joined(allowed)) for name, allowed in policy.items()]
    else:
        raise SettingError("a Permissions-Policy is a dictionary, a text or False")
    try:
        return _stopple.permissions(pairs)
    except ValueError as error:
        raise SettingError(str(error)) from None


def csp_hash(text: Union[str, bytes], algorithm: str = "sha256") -> str:
    """The source that allows exactly this inline script or style: ``'sha256-...'``."""
    if algorithm not in ("sha256", "sha384", "sha512"):
        raise ValueError(f"a policy takes sha256, sha384 or sha512, not {algorithm}")
    data = text.encode() if isinstance(text, str) else text
    digest = hashlib.new(algorithm, data).digest()
    return f"'{algorithm}-{base64.b64encode(digest).decode()}'"


def trusted_types(*policies: str, allow_duplicates: bool = False) -> dict[str, str]:
    """Directives that stop scripts from turning text into markup, but through the policies named:
    ``csp={**DEFAULT_CSP, **trusted_types("dompurify")}``."""
    names = list(policies) or ["'none'"]
    if allow_duplicates:
        names.append("'allow-duplicates'")
    return {"require-trusted-types-for": "'script'", "trusted-types": " ".join(names)}


def _pairs(policy: Union[Mapping[str, Any], str, bool]) -> list[tuple[str, str]]:
    if isinstance(policy, str):
        parts = [part.strip().partition(" ") for part in policy.split(";") if part.strip()]
        return [(name, sources) for name, _, sources in parts]
    if isinstance(policy, Mapping):
        return [(name, _joined(sources)) for name, sources in policy.items()]
    raise SettingError("a content security policy is a dictionary, a text or False")


def _joined(value: Any) -> str:
    if value is None or value is True:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return " ".join(str(part) for part in value)
    raise SettingError(f"{value!r} is neither a text nor a list of texts")
