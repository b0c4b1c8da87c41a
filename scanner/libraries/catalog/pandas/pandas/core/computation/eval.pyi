from typing import Annotated, Any

from stopple import Sink

def eval(expr: Annotated[str, Sink("code")], parser: str = ..., engine: Any = ...) -> Any: ...
