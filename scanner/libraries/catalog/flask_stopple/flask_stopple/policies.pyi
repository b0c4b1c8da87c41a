"""Parts of policies."""

from typing import Annotated, Any
from stopple import Inert

def csp_hash(text: Any, algorithm: str = ...) -> Annotated[str, Inert()]: ...
def trusted_types(*policies: str, allow_duplicates: bool = ...) -> Annotated[dict[str, str], Inert()]: ...
