"""Jobs in Redis."""

from typing import Annotated, Any
from stopple import Inert

class Job:
    id: Annotated[str, Inert()]
    result: Any
