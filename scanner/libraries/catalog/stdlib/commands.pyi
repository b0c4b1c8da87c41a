"""Of Python 2: commands through a shell."""

from typing import Annotated, Any
from stopple import Fact, Inert, Sink

def getoutput(cmd: Annotated[str, Sink("shell")]) -> Annotated[str, Fact("shell-call"), Inert()]: ...
def getstatusoutput(cmd: Annotated[str, Sink("shell")]) -> Annotated[tuple[int, str], Fact("shell-call"), Inert()]: ...
