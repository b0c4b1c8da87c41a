"""A picture."""

from typing import Annotated, Any
from email.message import Message
from stopple import Carries

class MIMEImage(Message):
    def __init__(self, _imagedata: Annotated[Any, Carries("self")], _subtype: Any = ..., _encoder: Any = ..., *, policy: Any = ..., **_params: Any) -> None: ...
