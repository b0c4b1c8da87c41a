"""A test client that is logged in from the start."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from ...login import FRESH, USER


class FlaskLoginClient(FlaskClient):
    """``app.test_client_class = FlaskLoginClient``, then ``app.test_client(user=user, fresh_login=False)``."""

    def __init__(self, *args: Any, user: Any = None, fresh_login: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user:
            with self.session_transaction() as session:
                session[USER] = user.get_id()
                session[FRESH] = fresh_login
