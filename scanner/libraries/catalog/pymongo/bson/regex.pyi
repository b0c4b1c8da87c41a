from typing import Any

class Regex:
    def __init__(self, pattern: Any, flags: Any = ...) -> None: ...
