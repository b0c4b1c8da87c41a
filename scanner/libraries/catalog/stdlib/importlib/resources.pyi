"""Files of packages."""

from typing import Annotated, Any
from pathlib import Path
from stopple import Inert

def files(anchor: Any = ...) -> Annotated[Path, Inert()]: ...  # since 3.12
