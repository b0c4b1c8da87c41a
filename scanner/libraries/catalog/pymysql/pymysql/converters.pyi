from typing import Annotated, Any

from stopple import Clears

# Harmless between quotes, where it is meant to stand.
def escape_string(value: str, mapping: Any = ...) -> Annotated[str, Clears("sql")]: ...
def escape_item(val: Any, charset: Any, mapping: Any = ...) -> Annotated[str, Clears("sql")]: ...
