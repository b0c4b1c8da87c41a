from typing import Annotated, Any

from stopple import Sink

class AuthBase: ...

class HTTPBasicAuth(AuthBase):
    def __init__(self, username: Any, password: Annotated[Any, Sink("secret")]) -> None: ...

class HTTPDigestAuth(AuthBase):
    def __init__(self, username: Any, password: Annotated[Any, Sink("secret")]) -> None: ...
