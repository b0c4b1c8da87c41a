"""Encodings of attachments."""

from typing import Any

def encode_base64(msg: Any) -> None: ...
