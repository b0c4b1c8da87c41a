from typing import Annotated, Any

from stopple import Inert

from .hotp import HOTP as HOTP
from .totp import TOTP as TOTP

def random_base32(length: int = ..., chars: Any = ...) -> Annotated[str, Inert()]: ...
