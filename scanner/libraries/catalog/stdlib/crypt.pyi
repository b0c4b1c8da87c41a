"""Hashes of passwords, of old."""

from typing import Annotated, Any
from stopple import Fact, Inert

def crypt(word: str, salt: Any = ...) -> Annotated[str, Fact("password-hash"), Inert()]: ...
def mksalt(method: Any = ..., *, rounds: Any = ...) -> Annotated[str, Inert()]: ...
METHOD_CRYPT: Any
METHOD_MD5: Any
METHOD_SHA256: Any
METHOD_SHA512: Any
