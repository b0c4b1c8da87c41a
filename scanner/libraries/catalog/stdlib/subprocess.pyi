"""Programs. Whether a command goes through a shell, or a shell reads the input, is told by the arguments that the rule looks at."""

from typing import Annotated, Any, IO, Iterator
from stopple import Fact, Inert, Sink

_Command = Annotated[Any, Sink("shell")]

PIPE: int
STDOUT: int
DEVNULL: int

class SubprocessError(Exception): ...
class CalledProcessError(SubprocessError):
    returncode: int
    cmd: Any
    output: Any
    stdout: Any
    stderr: Any
class TimeoutExpired(SubprocessError):
    cmd: Any
    timeout: float
    output: Any
    stdout: Any
    stderr: Any

class CompletedProcess:
    args: Any
    returncode: int
    stdout: Annotated[Any, Inert()]
    stderr: Annotated[Any, Inert()]
    def check_returncode(self) -> None: ...

class Popen:
    args: Any
    stdin: IO[bytes]
    stdout: IO[bytes]
    stderr: IO[bytes]
    pid: int
    returncode: int
    def __init__(
        self,
        args: _Command,
        bufsize: int = ...,
        executable: Annotated[Any, Sink("program")] = ...,
        stdin: Any = ...,
        stdout: Any = ...,
        stderr: Any = ...,
        preexec_fn: Any = ...,
        close_fds: bool = ...,
        shell: bool = ...,
        cwd: Annotated[Any, Sink("path-read")] = ...,
        env: Any = ...,
        universal_newlines: bool = ...,
        startupinfo: Any = ...,
        creationflags: int = ...,
        restore_signals: bool = ...,
        start_new_session: bool = ...,
        pass_fds: Any = ...,
        *,
        user: Any = ...,
        group: Any = ...,
        extra_groups: Any = ...,
        encoding: str = ...,
        errors: str = ...,
        text: bool = ...,
        umask: int = ...,
        pipesize: int = ...,
        process_group: int = ...,
    ) -> Annotated[None, Fact("shell-call"), Inert()]: ...
    def communicate(self, input: Annotated[Any, Sink("shell", "mail-header")] = ..., timeout: float = ...) -> Annotated[tuple[bytes, bytes], Inert()]: ...
    def poll(self) -> int: ...
    def wait(self, timeout: float = ...) -> int: ...
    def kill(self) -> None: ...
    def terminate(self) -> None: ...
    def send_signal(self, sig: int) -> None: ...
    def __enter__(self) -> Popen: ...
    def __exit__(self, *args: Any) -> None: ...

def run(
    args: _Command,
    *,
    bufsize: int = ...,
    executable: Annotated[Any, Sink("program")] = ...,
    stdin: Any = ...,
    stdout: Any = ...,
    stderr: Any = ...,
    shell: bool = ...,
    cwd: Annotated[Any, Sink("path-read")] = ...,
    env: Any = ...,
    input: Annotated[Any, Sink("shell", "mail-header")] = ...,
    capture_output: bool = ...,
    timeout: float | None = ...,
    check: bool = ...,
    text: bool = ...,
    encoding: str = ...,
    errors: str = ...,
    universal_newlines: bool = ...,
    **kwargs: Any,
) -> Annotated[CompletedProcess, Fact("shell-call"), Inert()]: ...
def call(args: _Command, *, shell: bool = ..., cwd: Annotated[Any, Sink("path-read")] = ..., timeout: float | None = ..., **kwargs: Any) -> Annotated[int, Fact("shell-call")]: ...
def check_call(args: _Command, *, shell: bool = ..., cwd: Annotated[Any, Sink("path-read")] = ..., timeout: float | None = ..., **kwargs: Any) -> Annotated[int, Fact("shell-call")]: ...
def check_output(args: _Command, *, input: Annotated[Any, Sink("shell", "mail-header")] = ..., shell: bool = ..., cwd: Annotated[Any, Sink("path-read")] = ..., timeout: float | None = ..., **kwargs: Any) -> Annotated[bytes, Fact("shell-call"), Inert()]: ...
def getoutput(cmd: _Command, *, encoding: str = ..., errors: str = ...) -> Annotated[str, Fact("shell-call"), Inert()]: ...
def getstatusoutput(cmd: _Command, *, encoding: str = ..., errors: str = ...) -> Annotated[tuple[int, str], Fact("shell-call"), Inert()]: ...
def list2cmdline(seq: Any) -> str: ...
