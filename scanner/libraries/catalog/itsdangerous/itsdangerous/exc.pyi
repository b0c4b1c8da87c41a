"""What is wrong with signed data."""

from typing import Any

class BadData(Exception):
    message: str
class BadSignature(BadData):
    payload: Any
class BadTimeSignature(BadSignature):
    date_signed: Any
class SignatureExpired(BadTimeSignature): ...
class BadHeader(BadSignature): ...
class BadPayload(BadData):
    original_error: Any
