"""A text of a mail."""

from typing import Annotated, Any
from email.message import Message
from stopple import Carries

class MIMEText(Message):
    def __init__(self, _text: Annotated[str, Carries("self")], _subtype: str = ..., _charset: str | None = ..., *, policy: Any = ...) -> None: ...
