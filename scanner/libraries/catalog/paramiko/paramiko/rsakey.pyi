from typing import Annotated, Any

from stopple import Fact

class RSAKey:
    @staticmethod
    def generate(bits: int, progress_func: Any = ...) -> Annotated[Any, Fact("key-made")]: ...
