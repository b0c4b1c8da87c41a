"""Forms: what a page asks for, what of it is taken, and how it is said what is wrong.

Only declared fields are read, whatever else was sent: nobody makes themselves an administrator by an extra field. An application
replaces a form by one of its own: ``accounts.forms["register"] = MyRegistration``, a subclass with more ``fields`` or another ``check``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, ClassVar, Mapping, NamedTuple, Optional

if TYPE_CHECKING:
    from .extension import Accounts


class Field(NamedTuple):
    """A field: how it is shown, and what is taken of it. ``autocomplete`` is the word by which password managers know it
    (HTML standard, 4.10.18.7; ASVS 6.2.7)."""

    name: str
    label: str
    #: `email`, `text`, `password`, `code`, `hidden`, `checkbox`.
    kind: str = "text"
    autocomplete: str = "off"
    required: bool = True
    most: int = 255
    hint: str = ""

    @property
    def schema(self) -> dict[str, Any]:
        """The field in words of JSON Schema."""
        if self.kind == "checkbox":
            return {"type": "boolean", "title": self.label}
        schema: dict[str, Any] = {"type": "string", "maxLength": self.most, "title": self.label}
        if self.kind == "email":
            schema["format"] = "email"
        if self.kind == "password":
            schema.update(format="password", writeOnly=True)
        return schema


class Refused(Exception):
    """Something that was sent is not taken. ``field`` is its name, or ``form`` for the whole."""

    def __init__(
        self, text: str, field: str = "form", status: int = 400, headers: Optional[Mapping[str, str]] = None, **facts: Any
    ) -> None:
        super().__init__(text)
        self.errors: dict[str, list[str]] = {field: [text]}
        self.status, self.headers, self.facts = status, dict(headers or {}), facts

    @classmethod
    def of(cls, errors: Mapping[str, list[str]], status: int = 400) -> Refused:
        """For several fields at once."""
        refused = cls("", status=status)
        refused.errors = dict(errors)
        return refused


class Form:
    """What one page asks for."""

    fields: ClassVar[tuple[Field, ...]] = ()

    @classmethod
    def shown(cls, accounts: Accounts) -> tuple[Field, ...]:
        """The fields under the settings of this application."""
        return cls.fields

    @classmethod
    def read(cls, accounts: Accounts, sent: Mapping[str, Any]) -> dict[str, Any]:
        """What was sent, in the types of the fields. Raises :class:`Refused`."""
        say = accounts.texts.say
        values: dict[str, Any] = {}
        errors: dict[str, list[str]] = {}
        for field in cls.shown(accounts):
            value = sent.get(field.name)
            if field.kind == "checkbox":
                values[field.name] = value is True or (isinstance(value, str) and value.lower() in ("on", "true", "1", "yes", "y"))
                continue
            text = value if isinstance(value, str) else ""
            if field.kind != "password":
                text = text.strip()
            if not text and field.required:
                errors.setdefault(field.name, []).append(say("This is needed."))
            elif value is not None and not isinstance(value, str):
                errors.setdefault(field.name, []).append(say("This is not a text."))
            elif len(text) > field.most:
                errors.setdefault(field.name, []).append(say("This is too long."))
            elif "\0" in text:
                errors.setdefault(field.name, []).append(say("This is not a text."))
            elif field.kind == "email" and text:
                address = normal_address(text)
                if address is None:
                    errors.setdefault(field.name, []).append(say("This is not an e-mail address."))
                text = address or text
            values[field.name] = text
        if not errors:
            for name, texts in cls.check(accounts, values).items():
                errors.setdefault(name, []).extend(texts)
        if errors:
            raise Refused.of(errors)
        return values

    @classmethod
    def check(cls, accounts: Accounts, values: dict[str, Any]) -> Mapping[str, list[str]]:
        """What is wrong with values that are each right by themselves. For subclasses."""
        return {}


#: Letters of the part before the `@`; others would have to be quoted, and nobody has them (RFC 5321 4.1.2, RFC 6531).
_LOCAL = re.compile(r"[^\s@\"(),:;<>\[\\\]\x00-\x20\x7f]+")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


def normal_address(text: str) -> Optional[str]:
    """An e-mail address as it is kept and compared: lower case, NFC, the domain in ASCII; ``None`` for what is none.

    RFC 5321 lets hosts tell ``Ann`` from ``ann``; none does, and two accounts that differ by case are one trap more. Mail goes only
    to addresses that are kept, never to what was typed: letters that look or fold alike lead nobody to another's link.
    """
    text = unicodedata.normalize("NFC", text.strip())
    local, at, domain = text.rpartition("@")
    if not at or len(text) > 254 or len(local.encode()) > 64 or not _LOCAL.fullmatch(local) or local[0] == "." or local[-1] == "." or ".." in local:
        return None
    if any(unicodedata.category(letter)[0] == "C" for letter in local):
        return None
    try:
        ascii_domain = domain.encode("idna").decode().lower()
    except UnicodeError:
        return None
    labels = ascii_domain.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels) or (len(labels) < 2 and ascii_domain != "localhost"):
        return None
    return f"{local.lower()}@{ascii_domain}"


def normal_username(accounts: Accounts, text: str) -> Optional[str]:
    """A name as it is kept; ``None`` for what is none. NFKC, so that letters of another width or form are no second person."""
    name = unicodedata.normalize("NFKC", text.strip())
    return name if re.fullmatch(accounts.settings["username_pattern"], name) and "@" not in name else None
