"""Signals, under the names that Flask-Login gave them, and two of our own."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

#: Somebody logged in. Sent with ``user``.
user_logged_in = _signals.signal("logged-in")
#: Somebody logged out. Sent with ``user``.
user_logged_out = _signals.signal("logged-out")
#: A remembered login was recognised. Sent with ``user``.
user_loaded_from_cookie = _signals.signal("loaded-from-cookie")
#: The request loader knew the user, as by an API key. Sent with ``user``.
user_loaded_from_request = _signals.signal("loaded-from-request")
#: A login was made fresh again.
user_login_confirmed = _signals.signal("login-confirmed")
#: A view wanted a login and there was none.
user_unauthorized = _signals.signal("unauthorized")
#: A view wanted a fresh login and it was not.
user_needs_refresh = _signals.signal("needs-refresh")
#: ``current_user`` was asked for, the first time in a request.
user_accessed = _signals.signal("accessed")
#: The session was used from another browser.
session_protected = _signals.signal("session-protected")
#: A remember-me token was used a second time: all of the user's remembered logins have been ended. Sent with ``user_id``.
remember_token_stolen = _signals.signal("remember-token-stolen")
#: Too many requests. Sent with ``limit``.
rate_exceeded = _signals.signal("rate-exceeded")
