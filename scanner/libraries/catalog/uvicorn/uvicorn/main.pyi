from typing import Annotated, Any

from stopple import Fact

def run(app: Any, *, host: str = ..., port: int = ..., uds: Any = ..., reload: bool = ...) -> Annotated[None, Fact("server-run")]: ...
