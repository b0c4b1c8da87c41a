from typing import Any

class URL:
    drivername: str
    username: str | None
    password: str | None
    host: str | None
    port: int | None
    database: str | None
    @classmethod
    def create(cls, drivername: str, username: str | None = ..., password: str | None = ..., host: str | None = ..., port: int | None = ..., database: str | None = ..., query: Any = ...) -> URL: ...
    def render_as_string(self, hide_password: bool = ...) -> str: ...

def make_url(name_or_url: str | URL) -> URL: ...
