from typing import Annotated, Any

from stopple import Sink

def eval(expression: Annotated[str, Sink("code")], _dict: Any = ..., **kw: Any) -> Any: ...  # until 11.0
def unsafe_eval(expression: Annotated[str, Sink("code")], **kw: Any) -> Any: ...  # since 10.3
