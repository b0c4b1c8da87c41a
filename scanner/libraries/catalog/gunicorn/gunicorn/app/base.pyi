from typing import Annotated, Any

from stopple import Fact

class BaseApplication:
    cfg: Any
    def __init__(self, usage: Any = ..., prog: Any = ...) -> None: ...
    def run(self) -> Annotated[None, Fact("server-run")]: ...
