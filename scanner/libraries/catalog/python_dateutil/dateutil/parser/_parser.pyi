from datetime import datetime
from typing import Annotated, Any

from stopple import Inert

def parse(timestr: Any, parserinfo: Any = ..., **kwargs: Any) -> Annotated[datetime, Inert()]: ...
