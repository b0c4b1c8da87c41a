from typing import Annotated, Any

from stopple import Fact, Sink

class Server:
    def __init__(self, host: Annotated[str, Sink("url")], port: Any = ..., use_ssl: bool = ..., allowed_referral_hosts: Any = ..., get_info: Any = ..., tls: Any = ...) -> Annotated[None, Fact("cleartext-protocol")]: ...
