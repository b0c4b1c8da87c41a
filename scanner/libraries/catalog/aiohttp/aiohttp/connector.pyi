from typing import Annotated, Any

from stopple import Fact

class BaseConnector: ...

class TCPConnector(BaseConnector):
    def __init__(self, *, verify_ssl: bool = ..., fingerprint: Any = ..., ssl_context: Any = ..., ssl: Any = ..., limit: int = ..., **kwargs: Any) -> Annotated[None, Fact("http-request")]: ...
