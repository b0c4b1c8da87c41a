from typing import Annotated, Any

from stopple import Fact

def new(key: Any, randfunc: Any = ...) -> Annotated[Any, Fact("cipher")]: ...
