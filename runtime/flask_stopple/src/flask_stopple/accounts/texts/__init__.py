"""Texts of pages and mails. The English sentence is the key, so a text without a translation is still a text.

A dictionary, not gettext: the wheel needs no compiled catalogues and no extension, and an application that has Flask-Babel sets
``translate=gettext`` and translates our English sentences in its own catalogue, with all that Babel can do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from flask import g, has_request_context, request

from .german import GERMAN

if TYPE_CHECKING:
    from ..extension import Accounts

#: Our own translations, by language.
TRANSLATIONS: dict[str, dict[str, str]] = {"de": GERMAN}


class Texts:
    """The texts of one application."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def language(self) -> str:
        """The language of this request: what the application says, or what the browser asks for."""
        settings = self._accounts.settings
        offered = [str(language) for language in settings["languages"]] or ["en"]
        if settings["language"] is not None:
            chosen = str(settings["language"]() or offered[0])
            return chosen
        if not has_request_context():
            return offered[0]
        if "_stopple_language" not in g:
            g._stopple_language = request.accept_languages.best_match(offered, default=offered[0])
        return str(g._stopple_language)

    def say(self, text: str, language: Optional[str] = None, **values: Any) -> str:
        """A text in the language of this request, or in another. ``values`` fill ``{names}`` in it."""
        translate = self._accounts.settings["translate"]
        if translate is not None:
            said = str(translate(text))
        else:
            said = TRANSLATIONS.get((language or self.language()).partition("-")[0].lower(), {}).get(text, text)
        return said.format(**values) if values else said
