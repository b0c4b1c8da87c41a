from typing import Any

class Q:
    def __init__(self, **query: Any) -> None: ...
