"""How objects are pickled."""

from typing import Any

def pickle(ob_type: Any, pickle_function: Any, constructor_ob: Any = ...) -> None: ...
