# Which option is set decides what the value is: the rules read `option`.
from typing import Annotated, Any

from stopple import Fact, Sink

class Curl:
    def setopt(self, option: int, value: Annotated[Any, Sink("url")]) -> Annotated[None, Fact("http-request")]: ...
    def perform(self) -> None: ...
    def getinfo(self, info: int) -> Any: ...
    def close(self) -> None: ...

URL: int
SSL_VERIFYPEER: int
SSL_VERIFYHOST: int
WRITEDATA: int
WRITEFUNCTION: int
