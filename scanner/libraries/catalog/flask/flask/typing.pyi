"""Types for people."""

from typing import Any

ResponseReturnValue: Any
ResponseValue: Any
RouteCallable: Any
