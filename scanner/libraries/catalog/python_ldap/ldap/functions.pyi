from typing import Annotated, Any

from stopple import Fact, Inert, Sink

from .ldapobject import SimpleLDAPObject

def initialize(uri: Annotated[str, Sink("url")], trace_level: int = ..., trace_file: Any = ..., trace_stack_limit: Any = ..., bytes_mode: Any = ..., fileno: Any = ..., **kwds: Any) -> Annotated[SimpleLDAPObject, Fact("cleartext-protocol"), Inert()]: ...
def set_option(option: int, invalue: Any) -> Annotated[None, Fact("tls-setting")]: ...
