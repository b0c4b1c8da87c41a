"""Addresses of machines: numbers, dots and colons. Which machine it is stays the visitor's choice.

An address of version 6 may have a scope behind `%`, which may be any text without a slash and another `%`.
"""

from typing import Annotated, Any
from stopple import Carries, Clears, Inert

class _Address:
    is_private: bool
    is_global: bool
    is_loopback: bool
    is_link_local: bool
    is_multicast: bool
    is_reserved: bool
    is_unspecified: bool
    version: int
    packed: Annotated[bytes, Inert()]
    compressed: str
    exploded: str

class IPv4Address(_Address):
    def __init__(self, address: Any) -> Annotated[None, Clears("sql", "html", "html-attribute", "script", "shell", "program", "code", "template", "path-read", "path-write", "log", "header", "ldap-filter", "xpath", "nosql")]: ...
class IPv6Address(_Address):
    scope_id: str | None  # since 3.9
    def __init__(self, address: Any) -> Annotated[None, Clears("program", "path-read", "path-write")]: ...
class _Network:
    network_address: IPv4Address
    broadcast_address: IPv4Address
    prefixlen: int
    num_addresses: int
    is_private: bool
    def hosts(self) -> Any: ...
    def subnets(self, prefixlen_diff: int = ..., new_prefix: Any = ...) -> Any: ...
class IPv4Network(_Network):
    def __init__(self, address: Any, strict: bool = ...) -> Annotated[None, Inert()]: ...
class IPv6Network(_Network):
    def __init__(self, address: Any, strict: bool = ...) -> Annotated[None, Inert()]: ...
def ip_address(address: Annotated[Any, Carries("return")]) -> Annotated[IPv4Address | IPv6Address, Clears("program", "path-read", "path-write")]: ...
def ip_network(address: Any, strict: bool = ...) -> Annotated[IPv4Network | IPv6Network, Inert()]: ...
def ip_interface(address: Any) -> Annotated[Any, Inert()]: ...
class AddressValueError(ValueError): ...
class NetmaskValueError(ValueError): ...
