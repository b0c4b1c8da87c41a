"""Addresses of machines: numbers and dots. Which machine it is stays the visitor's choice."""

from typing import Annotated, Any
from stopple import Carries, Clears, Inert

_Kept = Annotated[Any, Carries("self")]

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
    def __init__(self, address: _Kept) -> Annotated[None, Clears("sql", "html", "html-attribute", "script", "shell", "program", "code", "template", "path-read", "path-write", "log", "header", "ldap-filter", "xpath", "nosql")]: ...
class IPv6Address(_Address):
    def __init__(self, address: _Kept) -> Annotated[None, Clears("sql", "html", "html-attribute", "script", "shell", "program", "code", "template", "path-read", "path-write", "log", "header", "ldap-filter", "xpath", "nosql")]: ...
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
def ip_address(address: Annotated[Any, Carries("return")]) -> Annotated[IPv4Address | IPv6Address, Clears("sql", "html", "html-attribute", "script", "shell", "program", "code", "template", "path-read", "path-write", "log", "header", "ldap-filter", "xpath", "nosql")]: ...
def ip_network(address: Any, strict: bool = ...) -> Annotated[IPv4Network | IPv6Network, Inert()]: ...
def ip_interface(address: Any) -> Annotated[Any, Inert()]: ...
class AddressValueError(ValueError): ...
class NetmaskValueError(ValueError): ...
