"""A test client that speaks as a browser does on a page of the application, and may be logged in from the start."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from . import login


class GuardedClient(FlaskClient):
    """``app.test_client_class = GuardedClient``, then ``app.test_client(user=user, fresh_login=False)``.

    Requests go over HTTPS and say that they come from a page of the application; a test that wants to be another site
    gives its own ``Sec-Fetch-Site``.
    """

    def __init__(self, *args: Any, user: Any = None, fresh_login: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.environ_base["wsgi.url_scheme"] = "https"
        self.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        if user is not None:
            with self.session_transaction(base_url="https://localhost") as session:
                session[login.USER] = str(user.get_id())
                session[login.FRESH] = fresh_login
                session[login.BROWSER] = login._browser(self.environ_base.get("HTTP_USER_AGENT", ""))
