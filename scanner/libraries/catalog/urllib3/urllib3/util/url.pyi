class Url:
    scheme: str | None
    host: str | None
    port: int | None
    path: str | None
    query: str | None

def parse_url(url: str) -> Url: ...
