"""Programs."""

from typing import Annotated, Any
from stopple import Fact, Inert, Sink

PIPE: int
STDOUT: int
DEVNULL: int
class Process:
    pid: int
    returncode: int | None
    stdin: Any
    stdout: Any
    stderr: Any
    async def communicate(self, input: Any = ...) -> Annotated[tuple[bytes, bytes], Inert()]: ...
    async def wait(self) -> int: ...
    def kill(self) -> None: ...
    def terminate(self) -> None: ...
async def create_subprocess_shell(cmd: Annotated[Any, Sink("shell")], *args: Any, **kwds: Any) -> Annotated[Process, Fact("shell-call"), Inert()]: ...
async def create_subprocess_exec(program: Annotated[Any, Sink("program")], *args: Annotated[Any, Sink("program")], **kwds: Any) -> Annotated[Process, Inert()]: ...
