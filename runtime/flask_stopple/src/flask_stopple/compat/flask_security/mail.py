"""Mails and their addresses."""

from __future__ import annotations

from typing import Any, Optional, Union

from flask import Flask, current_app
from werkzeug.local import LocalProxy

from ...accounts.mail import later
from .messages import get_message
from .proxies import _security
from .settings import value
from .texts import localize

Address = Union[str, tuple[str, str]]


class EmailValidateException(ValueError):
    """An address that is none; ``msg`` says it to the visitor."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.msg = message


class MailUtil:
    """Sends mails and judges addresses: ``Security(app, datastore, mail_util_cls=...)`` takes another one."""

    def __init__(self, app: Flask) -> None:
        pass

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: Address,
        sender: Address,
        body: Optional[str],
        html: Optional[str],
        **kwargs: Any,
    ) -> None:
        """Sends by Flask-Mailman or Flask-Mail, whichever the application has. By a thread, unless ``STOPPLE_ACCOUNTS_MAIL_BACKGROUND``
        is off: the time of an answer must not tell whether there was somebody to write to."""
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        if "mailman" in app.extensions:
            send = _by_mailman
        elif "mail" in app.extensions:
            send = _by_mail
        else:
            raise ValueError("nobody could send mails: add Flask-Mailman or Flask-Mail")
        facts = str(subject), _plain(recipient), _plain(sender), body, html
        if not _security.machinery.settings["mail_background"]:
            send(*facts)
            return
        later(app, template, lambda: send(*facts))

    def normalize(self, email: str) -> str:
        """An address as it is compared. Raises :class:`EmailValidateException`."""
        return self._read(email, check_deliverability=False)

    def validate(self, email: str) -> str:
        """An address that can be written to, in its normal form. Raises :class:`EmailValidateException`."""
        return self._read(email)

    def _read(self, email: str, **more: Any) -> str:
        import email_validator

        try:
            found = email_validator.validate_email(email, **{**(value("EMAIL_VALIDATOR_ARGS") or {}), **more})
        except (ValueError, TypeError):
            raise EmailValidateException(get_message("INVALID_EMAIL_ADDRESS")[0]) from None
        return str(found.normalized)


def _plain(address: Any) -> Any:
    return tuple(str(part) for part in address) if isinstance(address, (tuple, list)) else str(address)


def _by_mailman(subject: str, recipient: Any, sender: Any, body: Optional[str], html: Optional[str]) -> None:
    from flask_mailman import EmailMultiAlternatives

    whose = f"{sender[0]} <{sender[1]}>" if isinstance(sender, tuple) else sender
    message = EmailMultiAlternatives(subject, body or "", whose, [recipient])
    if html:
        message.attach_alternative(html, "text/html")
    message.send()


def _by_mail(subject: str, recipient: Any, sender: Any, body: Optional[str], html: Optional[str]) -> None:
    from flask_mail import Message

    current_app.extensions["mail"].send(Message(subject, recipients=[recipient], body=body, html=html, sender=sender))


def send_mail(subject: str, recipient: Address, template: str, **context: Any) -> None:
    """Renders a mail of ``template`` (``.txt`` and ``.html``) and hands it to ``security.mail_util``."""
    context.setdefault("security", _security)
    context.update(_security._run_ctx_processor("mail"))
    body = _security.render_template(f"{template}.txt", **context) if value("EMAIL_PLAINTEXT") else None
    html = _security.render_template(f"{template}.html", **context) if value("EMAIL_HTML") else None
    sender = value("EMAIL_SENDER")
    if isinstance(sender, LocalProxy):
        sender = sender._get_current_object()
    # A name with a line break in it must not become a header.
    said = " ".join(localize(subject).split())
    _security.mail_util.send_mail(template, said, recipient, sender, body, html, **context)
