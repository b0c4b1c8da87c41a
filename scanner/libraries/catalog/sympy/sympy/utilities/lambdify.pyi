from typing import Annotated, Any

from stopple import Sink

# The expression is printed as Python and run.
def lambdify(args: Any, expr: Annotated[Any, Sink("code")], modules: Any = ..., printer: Any = ..., use_imps: bool = ..., dummify: bool = ..., cse: Any = ...) -> Any: ...
