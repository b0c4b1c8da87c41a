from typing import Annotated, Any

from stopple import Fact

def serve(app: Any, *, host: Any = ..., port: Any = ..., listen: Any = ..., **kw: Any) -> Annotated[None, Fact("server-run")]: ...
