from typing import Any

class ConnectionPool:
    @classmethod
    def from_url(cls, url: str, **kwargs: Any) -> ConnectionPool: ...
