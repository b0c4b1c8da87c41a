"""Phone numbers, judged by ``phonenumbers`` where it is installed."""

from __future__ import annotations

from typing import Any, Optional

from flask import Flask

from .messages import get_message
from .settings import value


class PhoneUtil:
    """Normalises and judges phone numbers: ``Security(app, datastore, phone_util_cls=...)`` takes another one."""

    def __init__(self, app: Flask) -> None:
        pass

    def _number(self, text: Any) -> Any:
        import phonenumbers

        try:
            number = phonenumbers.parse(text, value("PHONE_REGION_DEFAULT"))
        except (phonenumbers.NumberParseException, TypeError):
            return None
        return number if phonenumbers.is_valid_number(number) else None

    def validate_phone_number(self, input_data: str) -> Optional[str]:
        """What is wrong with a number."""
        return None if self._number(input_data) is not None else get_message("PHONE_INVALID")[0]

    def get_canonical_form(self, input_data: str) -> Optional[str]:
        """The number with its country; ``None`` for what is none."""
        import phonenumbers

        number = self._number(input_data)
        return None if number is None else str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
