from typing import Annotated, Any

from stopple import Fact

def new(key: Any, hashAlgo: Any = ..., mgfunc: Any = ..., label: Any = ..., randfunc: Any = ...) -> Annotated[Any, Fact("cipher")]: ...
