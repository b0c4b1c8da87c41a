# The readers are those of `pickle`.
from typing import Any
from pickle import load as load
from pickle import loads as loads

def dump(obj: Any, file: Any, protocol: Any = ..., buffer_callback: Any = ...) -> None: ...
def dumps(obj: Any, protocol: Any = ..., buffer_callback: Any = ...) -> bytes: ...
