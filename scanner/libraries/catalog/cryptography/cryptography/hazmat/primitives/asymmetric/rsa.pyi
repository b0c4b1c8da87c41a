from typing import Annotated, Any

from stopple import Fact

def generate_private_key(public_exponent: int, key_size: int, backend: Any = ...) -> Annotated[Any, Fact("key-made")]: ...
