"""Text messages: by Twilio, or by a class of the application's own in ``SmsSenderFactory.senders``."""

from __future__ import annotations

import abc
from typing import Any

from .settings import value


class SmsSenderBaseClass(metaclass=abc.ABCMeta):
    """Sends text messages."""

    @abc.abstractmethod
    def send_sms(self, from_number: str, to_number: str, msg: str) -> None:
        """Sends one."""


class _Nobody(SmsSenderBaseClass):
    """Sends nothing; for development."""

    def send_sms(self, from_number: str, to_number: str, msg: str) -> None:
        pass


class _Twilio(SmsSenderBaseClass):
    """Sends by Twilio, with the account of ``SECURITY_SMS_SERVICE_CONFIG``."""

    def __init__(self) -> None:
        said = value("SMS_SERVICE_CONFIG")
        self._account, self._secret = said["ACCOUNT_SID"], said["AUTH_TOKEN"]

    def send_sms(self, from_number: str, to_number: str, msg: str) -> None:
        from twilio.rest import Client

        Client(self._account, self._secret).messages.create(to=to_number, from_=from_number, body=msg)


class SmsSenderFactory:
    """Makes senders by their name in ``SECURITY_SMS_SERVICE``."""

    senders: dict[str, Any] = {"Dummy": _Nobody, "Twilio": _Twilio}

    @classmethod
    def createSender(cls, name: str, *args: Any, **kwargs: Any) -> SmsSenderBaseClass:
        """A sender; an unknown name is a ``KeyError``."""
        return cls.senders[name](*args, **kwargs)  # type: ignore[no-any-return]
