"""Any part."""

from typing import Any
from email.message import Message

class MIMEBase(Message):
    def __init__(self, _maintype: str, _subtype: str, *, policy: Any = ..., **_params: Any) -> None: ...
