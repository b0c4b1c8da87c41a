"""Mails: written in the language of who asked, sent by what the application has, after the answer has left.

They are rendered and sent by a thread. An answer that waited for a mail server would tell by its time that there was somebody to write to.
"""

from __future__ import annotations

import atexit
import logging
import os
import queue
import threading
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Optional

from flask import Flask, current_app

from ..errors import SettingError
from .events import happened
from .outbox import Outbox

if TYPE_CHECKING:
    from .extension import Accounts

logger = logging.getLogger("stopple")

#: Mails that wait. A server that takes none does not fill our memory: what is beyond is lost, with a log line.
MOST_WAITING = 10_000

#: Each mail and its subject. The texts are in `templates/stopple/accounts/mail/<kind>.txt`, and `.html` where one is there.
SUBJECTS: dict[str, str] = {
    "register": "Finish your registration at {site}",
    "known_already": "You already have an account at {site}",
    "invite": "You are invited to {site}",
    "confirm": "Confirm your e-mail address at {site}",
    "reset": "Set a new password at {site}",
    "link": "Your login link for {site}",
    "code": "Your login code for {site}",
    "username": "Your name at {site}",
    "address_old": "Someone wants to change the e-mail address of your account at {site}",
    "address_new": "Confirm your new e-mail address at {site}",
    "address_changed": "The e-mail address of your account at {site} was changed",
    "password_changed": "The password of your account at {site} was changed",
    "username_changed": "The name of your account at {site} was changed",
    "deleted": "Your account at {site} was deleted",
    "guessing": "Someone is trying to log in to your account at {site}",
    "browser": "A new browser logged in to your account at {site}",
    "factor_code": "Your code for {site}",
    "sign_in_linked": "{provider} can log in to your account at {site} now",
    "sign_in_unlinked": "{provider} can no longer log in to your account at {site}",
    "factor_changed": "The second factors of your account at {site} were changed",
}


class Message(NamedTuple):
    """A mail as a sender gets it."""

    kind: str
    to: str
    subject: str
    text: str
    html: Optional[str]
    #: None: the extension's own.
    sender: Optional[str]
    #: The address in it, for the outbox and for tests.
    link: Optional[str]


class _Waiting(NamedTuple):
    app: Flask
    send: Callable[[Message], Any]
    kind: str
    to: str
    language: str
    facts: dict[str, Any]


class Mails:
    """The mails of one application."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self.outbox = Outbox()

    # -- sending -----------------------------------------------------------------------------------------------------

    def send(self, kind: str, user: Optional[Any], **facts: Any) -> None:
        """Writes to a user, at the address that is kept. ``None`` writes to nobody, and takes as long."""
        self.send_to(getattr(user, "email", None) if user is not None else None, kind, name=getattr(user, "username", None), **facts)

    def send_to(self, address: Optional[str], kind: str, **facts: Any) -> None:
        """Writes to an address."""
        sender = self.sender()
        if sender is None:
            raise SettingError(_NO_MAIL)
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        if kind not in SUBJECTS:
            raise ValueError(f"there is no mail {kind!r}")
        job = _Waiting(app, sender, kind, address or "", self._accounts.texts.language(), facts)
        if not self._accounts.settings["mail_background"]:
            self._deliver(job)
            return
        later(app, kind, lambda: self._deliver(job))

    def wait(self, seconds: float = 10.0) -> None:
        """Waits until everything that was to be sent has been, for tests and for the end of a command."""
        _POST.wait(seconds)

    def _deliver(self, job: _Waiting) -> None:
        """Renders and sends. Whatever fails is one log line; nobody waits for the answer any more."""
        try:
            message = self._render(job)
            if job.to:
                # For nobody it is rendered too: how busy we are after a request tells nothing either.
                job.send(message)
        except Exception as error:
            logger.error("a mail (%s) could not be sent: %s: %s", job.kind, type(error).__name__, error)
            happened("mail_failed", level=logging.ERROR, kind=job.kind)

    def _render(self, job: _Waiting) -> Message:
        site, texts = self._accounts.site_name, self._accounts.texts

        def say(text: str, **values: Any) -> str:
            return texts.say(text, job.language, **values)

        # Without the context processors of requests: there is none any more.
        context = {"say": say, "site": site, "language": job.language, "address": job.to, **job.facts}
        environment = job.app.jinja_env
        place = f"stopple/accounts/mail/{job.kind}"
        text = environment.get_template(f"{place}.txt").render(context)
        html = environment.get_or_select_template([f"{place}.html", "stopple/accounts/mail/plain.html"]).render(text=text, **context)
        # A name with a line break in it must not become a header.
        subject = " ".join(say(SUBJECTS[job.kind], site=site, provider=job.facts.get("provider")).split())
        return Message(job.kind, job.to, subject, text.strip() + "\n", html, self._accounts.settings["mail_from"], job.facts.get("link"))

    # -- who sends ---------------------------------------------------------------------------------------------------

    def require(self) -> None:
        """Raises where mails are needed and nobody could send them."""
        settings = self._accounts.settings
        if self.sender() is None and (settings["confirm"] or settings["passwordless"] or settings["unified"]):
            raise SettingError(_NO_MAIL)

    def sender(self) -> Optional[Callable[[Message], Any]]:
        """What sends: a function, the outbox, Flask-Mailman or Flask-Mail."""
        chosen = self._accounts.settings["mail"]
        if callable(chosen):
            return chosen  # type: ignore[no-any-return]
        if chosen == "outbox":
            return self.outbox.add
        if chosen is not None:
            raise SettingError(f"mail is a function, `outbox` or None, not {chosen!r}")
        if "mailman" in current_app.extensions:
            return _by_mailman
        if "mail" in current_app.extensions:
            return _by_mail
        return self.outbox.add if current_app.debug else None


_NO_MAIL = (
    "accounts send mails, and nobody could send them: add Flask-Mailman or Flask-Mail, or a function, STOPPLE_ACCOUNTS_MAIL = send;"
    " STOPPLE_ACCOUNTS_MAIL = 'outbox' keeps them in memory"
)


def _by_mailman(message: Message) -> None:
    from flask_mailman import EmailMultiAlternatives

    mail = EmailMultiAlternatives(message.subject, message.text, message.sender, [message.to])
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    mail.send()


def _by_mail(message: Message) -> None:
    from flask_mail import Message as Mail

    mail = Mail(message.subject, recipients=[message.to], body=message.text, html=message.html, sender=message.sender)
    current_app.extensions["mail"].send(mail)


class _Letter(NamedTuple):
    app: Flask
    kind: str
    deliver: Callable[[], None]


class _Post:
    """One thread for all applications of a process, started with the first mail: a process that was forked starts its own."""

    def __init__(self) -> None:
        self._queue: queue.Queue[_Letter] = queue.Queue(MOST_WAITING)
        self._lock = threading.Lock()
        self._thread: Optional[threading.Thread] = None

    def put(self, letter: _Letter) -> None:
        self._queue.put_nowait(letter)
        if self._thread is None or not self._thread.is_alive():
            with self._lock:
                if self._thread is None or not self._thread.is_alive():
                    self._thread = threading.Thread(target=self._work, name="stopple-mail", daemon=True)
                    self._thread.start()

    def wait(self, seconds: float) -> None:
        with self._queue.all_tasks_done:
            self._queue.all_tasks_done.wait_for(lambda: not self._queue.unfinished_tasks, seconds)

    def _work(self) -> None:
        while True:
            letter = self._queue.get()
            try:
                with letter.app.app_context():
                    letter.deliver()
            except Exception:
                logger.exception("a mail (%s) could not be sent", letter.kind)
            finally:
                self._queue.task_done()


_POST = _Post()


def later(app: Flask, kind: str, deliver: Callable[[], None]) -> None:
    """Has the thread that sends mails call ``deliver`` in the context of the application, after the answer has left."""
    try:
        _POST.put(_Letter(app, kind, deliver))
    except queue.Full:
        logger.error("a mail was lost, for %d wait already: the mail server takes none", MOST_WAITING)


def _forget_post() -> None:
    """After a fork: the queue's lock may be held by a thread that is not here."""
    global _POST
    _POST = _Post()


def _at_exit() -> None:
    _POST.wait(5.0)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_post)
# What was promised is sent before the process ends.
atexit.register(_at_exit)
