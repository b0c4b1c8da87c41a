"""Signatures that expire."""

from typing import Annotated, Any
from .serializer import Serializer
from .signer import Signer
from stopple import Inert

class TimestampSigner(Signer):
    def unsign(self, signed_value: Any, max_age: int | None = ..., return_timestamp: bool = ...) -> Annotated[Any, Inert()]: ...

class TimedSerializer(Serializer):
    def loads(self, s: Any, max_age: int | None = ..., return_timestamp: bool = ..., salt: Any = ...) -> Annotated[Any, Inert()]: ...
