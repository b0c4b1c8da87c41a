from datetime import datetime
from typing import Annotated, Any

from stopple import Inert

def isoparse(dt_str: Any) -> Annotated[datetime, Inert()]: ...
