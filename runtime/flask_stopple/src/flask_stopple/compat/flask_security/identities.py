"""How a user may be named: ``SECURITY_USER_IDENTITY_ATTRIBUTES``, each with a mapper that makes one form of many."""

from __future__ import annotations

from typing import Any, Optional, Union

from flask import Flask, current_app

from .proxies import _datastore, _security

_KEY = "SECURITY_USER_IDENTITY_ATTRIBUTES"


def uia_email_mapper(identity: str) -> Optional[str]:
    """An address in its normal form; ``None`` for what is none."""
    try:
        return _security.mail_util.normalize(identity)  # type: ignore[no-any-return]
    except ValueError:
        return None


def uia_username_mapper(identity: str) -> Optional[str]:
    """A name in its normal form."""
    return _security.username_util.normalize(identity)  # type: ignore[no-any-return]


def uia_phone_mapper(identity: str) -> Optional[str]:
    """A phone number in its international form."""
    return _security.phone_util.get_canonical_form(identity)  # type: ignore[no-any-return]


def attributes(app: Optional[Flask] = None) -> list[tuple[str, dict[str, Any]]]:
    """The attributes in their order. Those of before version 4 were plain names."""
    said = (app or current_app).config[_KEY] or ()
    if isinstance(said, str):
        said = [said]
    found = []
    for entry in said:
        if isinstance(entry, str):
            mapper = {"email": uia_email_mapper, "us_phone_number": uia_phone_mapper}.get(entry, _as_it_is)
            found.append((entry, {"mapper": mapper, "case_insensitive": entry in ("email", "username")}))
        elif isinstance(entry, dict) and len(entry) == 1:
            found.extend(entry.items())
        else:
            raise ValueError(f"each entry of {_KEY} is a dictionary with one key, not {entry!r}")
    return found


def _as_it_is(identity: Any) -> Any:
    return identity


def get_identity_attributes(app: Optional[Flask] = None) -> list[str]:
    """The names of the attributes."""
    return [name for name, _ in attributes(app)]


def get_identity_attribute(attr: str, app: Optional[Flask] = None) -> dict[str, Any]:
    """How one attribute is read; empty if it is none."""
    return dict(attributes(app)).get(attr, {})


def find_by(attr: str, text: Any) -> Any:
    """The user with this attribute, compared as its entry says."""
    return _datastore.find_user(case_insensitive=get_identity_attribute(attr).get("case_insensitive", False), **{attr: text})


def lookup_identity(identity: Union[str, int]) -> Any:
    """The user whom a text names in the first attribute that it fits."""
    for attr, details in attributes():
        mapped = details["mapper"](identity)
        if mapped:
            return find_by(attr, mapped)
    return None
