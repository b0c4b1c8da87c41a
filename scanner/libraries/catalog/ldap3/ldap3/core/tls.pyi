from typing import Annotated, Any

from stopple import Fact

class Tls:
    def __init__(self, local_private_key_file: Any = ..., local_certificate_file: Any = ..., validate: Any = ..., version: Any = ..., ssl_options: Any = ..., ca_certs_file: Any = ...) -> Annotated[None, Fact("tls-context")]: ...
