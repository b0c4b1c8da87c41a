"""A mail of several parts."""

from typing import Any
from email.message import Message

class MIMEMultipart(Message):
    def __init__(self, _subtype: str = ..., boundary: Any = ..., _subparts: Any = ..., *, policy: Any = ..., **_params: Any) -> None: ...
