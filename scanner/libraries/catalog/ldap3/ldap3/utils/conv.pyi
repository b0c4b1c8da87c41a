from typing import Annotated, Any

from stopple import Clears

def escape_filter_chars(text: Any, encoding: Any = ...) -> Annotated[str, Clears("ldap-filter")]: ...
