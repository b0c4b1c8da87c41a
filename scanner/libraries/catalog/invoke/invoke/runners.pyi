from typing import Annotated

from stopple import Source

class Result:
    stdout: Annotated[str, Source("response")]
    stderr: Annotated[str, Source("response")]
    command: str
    exited: int
    ok: bool
    failed: bool
