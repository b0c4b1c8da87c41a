from typing import Annotated, Any

from stopple import Fact

def generate_parameters(generator: int, key_size: int, backend: Any = ...) -> Annotated[Any, Fact("key-made")]: ...
