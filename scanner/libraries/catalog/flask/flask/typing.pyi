# since 2.2
"""Types for people."""

from typing import Any

ResponseReturnValue: Any
ResponseValue: Any
RouteCallable: Any
