from typing import Annotated, Any

from stopple import Carries, Clears

def escape_filter_chars(assertion_value: str, escape_mode: int = ...) -> Annotated[str, Clears("ldap-filter")]: ...
# The values are escaped, the template is not.
def filter_format(filter_template: Annotated[str, Carries("return")], assertion_values: Any) -> str: ...
