from typing import Annotated, Any

from stopple import Fact, Inert, Sink

from .context import Context as Context
from .runners import Result as Result
from .tasks import task as task

def run(command: Annotated[str, Sink("shell")], **kwargs: Any) -> Annotated[Result, Fact("shell-call"), Inert()]: ...
def sudo(command: Annotated[str, Sink("shell")], **kwargs: Any) -> Annotated[Result, Fact("shell-call"), Inert()]: ...
