"""An attachment."""

from typing import Annotated, Any
from email.message import Message
from stopple import Carries

class MIMEApplication(Message):
    def __init__(self, _data: Annotated[Any, Carries("self")], _subtype: str = ..., _encoder: Any = ..., *, policy: Any = ..., **_params: Any) -> None: ...
