from typing import Annotated, Any

from stopple import Fact

def server(sock: Any, site: Any, log: Any = ..., environ: Any = ...) -> Annotated[None, Fact("server-run")]: ...
