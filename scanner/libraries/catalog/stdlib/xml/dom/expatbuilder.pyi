"""How minidom builds documents."""

from typing import Annotated, Any
from stopple import Carries, Fact, Sink

_Bomb = Annotated[Any, Sink("xml-bomb"), Carries("return")]
def parse(file: _Bomb, namespaces: bool = ...) -> Annotated[Any, Fact("xml-parse")]: ...
def parseString(string: _Bomb, namespaces: bool = ...) -> Annotated[Any, Fact("xml-parse")]: ...
