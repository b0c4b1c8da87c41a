from typing import Annotated, Any

from stopple import Sink

# A text that is no name or number is parsed and evaluated; `strict=True` takes no text.
def sympify(a: Annotated[Any, Sink("code")], locals: Any = ..., convert_xor: bool = ..., strict: bool = ..., rational: bool = ..., evaluate: Any = ...) -> Any: ...
