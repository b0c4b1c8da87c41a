from typing import Annotated, Any

from stopple import Inert, Sink, Source

def parse(url_file_stream_or_string: Annotated[Any, Sink("url", "path-read")], etag: Any = ..., modified: Any = ..., agent: Any = ..., referrer: Any = ..., handlers: Any = ...) -> Annotated[Any, Source("response"), Inert()]: ...
