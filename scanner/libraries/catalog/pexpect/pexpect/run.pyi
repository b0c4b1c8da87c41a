from typing import Annotated, Any

from stopple import Fact, Inert, Sink

def run(command: Annotated[str, Sink("program")], timeout: Any = ..., withexitstatus: bool = ..., events: Any = ..., extra_args: Any = ..., logfile: Any = ..., cwd: Any = ..., env: Any = ..., **kwargs: Any) -> Annotated[Any, Fact("shell-call"), Inert()]: ...
