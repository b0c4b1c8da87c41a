"""Texts in the language of the request: by Flask-Babel where the application has it, and in English otherwise."""

from __future__ import annotations

import os
from typing import Any, Callable, Iterable, Optional

from flask import Flask, current_app

from .settings import PREFIX


def has_babel() -> bool:
    """Whether the application has Flask-Babel."""
    return bool(current_app) and "babel" in current_app.extensions


class Domain:
    """``security.i18n_domain``: translates by the catalogues ``SECURITY_I18N_DIRNAME`` of the domain ``SECURITY_I18N_DOMAIN``."""

    def __init__(self, app: Flask) -> None:
        said = app.config[PREFIX + "I18N_DIRNAME"]
        folders = [said] if isinstance(said, (str, os.PathLike)) else list(said or ())
        # We ship none: `builtin` were those of Flask-Security.
        self._folders = [str(folder) for folder in folders if folder != "builtin"]
        self._name = app.config[PREFIX + "I18N_DOMAIN"]
        self._babel: Any = None

    def _domain(self) -> Any:
        if not has_babel() or not self._folders:
            return None
        if self._babel is None:
            from flask_babel import Domain as Babel

            self._babel = Babel(domain=self._name, translation_directories=self._folders)
        return self._babel

    def get_translations(self) -> Any:
        """The catalogue of this request, if there is one."""
        domain = self._domain()
        return domain.get_translations() if domain is not None else None

    def gettext(self, string: str, **variables: Any) -> str:
        """A text in the language of the request."""
        domain = self._domain()
        if domain is not None:
            return str(domain.gettext(string, **variables))
        return string % variables if variables else string

    def ngettext(self, singular: str, plural: str, num: int, **variables: Any) -> str:
        """A text for a number of things."""
        variables.setdefault("num", num)
        domain = self._domain()
        if domain is not None:
            return str(domain.ngettext(singular, plural, num, **variables))
        return (singular if num == 1 else plural) % variables

    @staticmethod
    def format_list(lst: Iterable[str], **options: Any) -> str:
        """Things in a row."""
        if not has_babel():
            return ", ".join(lst)
        from babel.lists import format_list
        from flask_babel import get_locale

        return str(format_list(list(lst), locale=get_locale(), **options))


def spoken_parts(parts: list[tuple[int, str]]) -> Optional[str]:
    """A span of time in the language of the request; ``None`` where nobody knows how."""
    if not has_babel():
        return None
    from babel.lists import format_list
    from babel.units import format_unit
    from flask_babel import get_locale

    locale = get_locale()
    said = [format_unit(count, f"duration-{unit}", length="long", locale=locale) for count, unit in parts]
    # Babel shows the unit's own name where the language has no word for it.
    return None if any("duration-" in text for text in said) else str(format_list(said, locale=locale))


class Lazy:
    """A text that is looked up when it is shown: labels of forms are made where there is no request yet."""

    __slots__ = ("_find", "_text")

    def __init__(self, find: Callable[[str], str], text: str) -> None:
        self._find, self._text = find, text

    def __str__(self) -> str:
        return self._find(self._text)

    def __html__(self) -> str:
        from markupsafe import escape

        return str(escape(str(self)))

    def __mod__(self, values: Any) -> str:
        return str(str(self) % values)

    def __add__(self, other: Any) -> str:
        return f"{self}{other}"

    def __radd__(self, other: Any) -> str:
        return f"{other}{self}"

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self._text)

    def __len__(self) -> int:
        return len(str(self))

    def __bool__(self) -> bool:
        return bool(self._text)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(str(self), name)


def lazy(text: str) -> Any:
    """A text of ours that is translated when it is shown."""
    return Lazy(localize, text)


def localize(text: str, **variables: Any) -> str:
    """A text of ours in the language of the request."""
    if not current_app:
        return text % variables if variables else text
    return str(current_app.extensions["security"].i18n_domain.gettext(text, **variables))


def speak_json(app: Flask) -> None:
    """Has JSON take texts that are looked up late."""
    known = app.json.default  # type: ignore[attr-defined]
    app.json.default = lambda value: str(value) if isinstance(value, Lazy) else known(value)  # type: ignore[attr-defined]
