"""Links in mails lead to a page with a button, and the button does what the link is for: scanners of mail open links too, and would use them up,
confirm addresses that are nobody's, or log themselves in. ``SECURITY_LINK_PAGES = False`` has a link do it at once, as Flask-Security's did."""

from __future__ import annotations

from functools import wraps
from typing import Any, Callable

from flask import request

from .answers import base_render_json, page, wants_json
from .decorators import unauth_csrf
from .settings import value
from .texts import localize

View = Callable[..., Any]


def by_button(heading: str, button: str) -> Callable[[View], View]:
    """Has a view ask first, on a page of this heading with this button."""

    def decorate(view: View) -> View:
        @unauth_csrf()
        def ask(*arguments: Any, **keywords: Any) -> Any:
            from .forms import build_from_request

            form = build_from_request("link_form")
            if form.validate_on_submit():
                return view(*arguments, **keywords)
            if wants_json() and request.method == "POST":
                return base_render_json(form, include_user=False)
            form.submit.label.text = localize(button)
            return page("LINK_TEMPLATE", "link", link_form=form, heading=localize(heading))

        @wraps(view)
        def opened(*arguments: Any, **keywords: Any) -> Any:
            return (ask if value("LINK_PAGES") else view)(*arguments, **keywords)

        return opened

    return decorate
