"""Identifiers: letters, numbers and dashes. `uuid1` can be guessed."""

from typing import Annotated, Any
from stopple import Clears, Fact, Guards, Inert, Source

class UUID:
    hex: Annotated[str, Inert()]
    int: Annotated[Any, Inert()]
    bytes: Annotated[Any, Inert()]
    urn: Annotated[str, Inert()]
    version: Annotated[Any, Inert()]
    time: Annotated[Any, Inert()]
    def __init__(self, hex: Annotated[Any, Guards("*", when=None)] = ..., bytes: Any = ..., bytes_le: Any = ..., fields: Any = ..., int: Any = ..., version: Any = ..., *, is_safe: Any = ...) -> Annotated[None, Inert(), Clears("*")]: ...
    def __str__(self) -> Annotated[str, Inert()]: ...

def uuid1(node: Any = ..., clock_seq: Any = ...) -> Annotated[UUID, Fact("random"), Source("weak-random"), Inert()]: ...
def uuid3(namespace: Any, name: Any) -> Annotated[UUID, Inert()]: ...
def uuid4() -> Annotated[UUID, Inert()]: ...
def uuid5(namespace: Any, name: Any) -> Annotated[UUID, Inert()]: ...
def uuid6(node: Any = ..., clock_seq: Any = ...) -> Annotated[UUID, Fact("random"), Source("weak-random"), Inert()]: ...  # since 3.14
def uuid7() -> Annotated[UUID, Inert()]: ...  # since 3.14
def getnode() -> int: ...
NAMESPACE_DNS: UUID
NAMESPACE_URL: UUID
NAMESPACE_OID: UUID
NAMESPACE_X500: UUID
