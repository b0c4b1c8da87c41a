"""What belongs to the present application: its ``Security`` and its datastore."""

from __future__ import annotations

from typing import Any

from flask import current_app
from werkzeug.local import LocalProxy

_security: Any = LocalProxy(lambda: current_app.extensions["security"])
_datastore: Any = LocalProxy(lambda: current_app.extensions["security"].datastore)
