from typing import Annotated, Any

from stopple import Clears

def highlight(code: str, lexer: Any, formatter: Any, outfile: Any = ...) -> Annotated[str, Clears("html")]: ...
