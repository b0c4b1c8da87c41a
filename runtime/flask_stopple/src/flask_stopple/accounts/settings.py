"""Every setting of the accounts: its name, its default, and why the default is what it is.

A setting ``register`` is the configuration key ``STOPPLE_ACCOUNTS_REGISTER`` and the keyword ``Accounts(users, register=...)``. The keyword wins.
"""

from __future__ import annotations

from collections import abc
from typing import Any, Mapping

from ..settings import ACCOUNTS as PREFIX
from ..settings import Setting, read_table
from .access_settings import ACCESS

_NONE = type(None)
_LIST = (list, tuple, set, frozenset)

SETTINGS: dict[str, Setting] = {
    # Places
    "url_prefix": Setting("/account", (str,), "Where the pages lie."),
    "after_login": Setting("/", (str,), "Where a login leads to that came from no other page; a path or an endpoint."),
    "after_logout": Setting("/", (str,), "Where a logout leads to."),
    "site_name": Setting(None, (str, _NONE), "The name in pages and mails, and a word that no password may consist of; None is the application's name."),
    "layout": Setting(None, (str, _NONE), "A template of the application that the pages extend, with blocks `title`, `head` and `content`; None is our own."),
    # Who may come
    "register": Setting(True, (bool,), "Strangers may register; False leaves invitations."),
    "confirm": Setting(
        True, (bool,), "An account is made when its address has been proved, so nobody takes another's, and the answer tells nothing. False needs no mail, and tells."
    ),
    "identities": Setting(("email", "username"), _LIST, "Columns by which a user may be named at login; those that the class has count, addresses before names."),
    "usernames": Setting(None, (bool, _NONE), "Users have names besides addresses; None means: where the class has the column."),
    "username_pattern": Setting(r"[\w][\w.-]{1,29}", (str,), "What a name is made of. No `@`: a name must never be somebody's address."),
    "unconfirmed": Setting(False, (bool,), "Users of before whose `confirmed_at` is empty may log in. They are asked to prove their address first."),
    # Ways to log in
    "passwordless": Setting(True, (bool,), "A login link by mail. Who reads the mail could have the password reset anyway."),
    "unified": Setting(True, (bool,), "One form for a password or a code that was mailed."),
    "remember": Setting(True, (bool,), "The form offers to be remembered."),
    "providers": Setting((), _LIST, "Sign-in at others: a `Provider` each, as Google or a company's own OpenID Connect. Their sign-ins lie in a table with `SignInColumns`."),
    "invite_days": Setting(7, (int, float), "How long an invitation can be taken up."),
    "link_minutes": Setting(10, (int, float), "How long a link in a mail works (ASVS 6.5.5: at most ten minutes); each works once."),
    "confirm_hours": Setting(24, (int, float), "How long a link that proves an address works."),
    "code_minutes": Setting(10, (int, float), "How long a code in a mail works (NIST 800-63B 3.1.3.2: ten minutes)."),
    "both_addresses": Setting(True, (bool,), "A new address is taken when the old and the new one have agreed: a stolen session is not enough."),
    "deletion": Setting("delete", (str, abc.Callable), "What deleting an account does: `delete`, `deactivate`, `off`, or a function of the user."),
    # Passwords
    "password_minimum": Setting(8, (int,), "Characters (NIST 800-63B 3.1.1.2, ASVS 6.2.1)."),
    "password_advised": Setting(15, (int,), "Characters that the page advises (ASVS 6.2.1)."),
    "password_maximum": Setting(256, (int,), "Characters, so that hashing stays bounded (ASVS 6.2.9: at least 64)."),
    "password_words": Setting((), _LIST, "Further words that no password may be made of, as the product's name (ASVS 6.2.11)."),
    "password_refused": Setting((), _LIST, "Passwords of one's own list that are refused, besides the most common ones (ASVS 6.2.4)."),
    "password_breached": Setting(False, (bool, abc.Callable), "Asks Have I Been Pwned by the first five digits of a hash (ASVS 6.2.12). Off: it needs the network. Fails open, with a log line."),
    "password_breached_url": Setting("https://api.pwnedpasswords.com/range/", (str,), "Whom to ask, as a mirror within one's own network."),
    "password_check": Setting(None, (abc.Callable, _NONE), "A function of password and user that returns a sentence about what is wrong, or None."),
    "argon2": Setting(
        {"memory_kib": 19456, "iterations": 2, "lanes": 1}, (dict,), "Argon2id as OWASP's cheat sheet has it: 19 MiB, two passes. Hashes with less are renewed at login."
    ),
    "password_salt": Setting(None, (str, _NONE), "SECURITY_PASSWORD_SALT of Flask-Security, for the hashes that it made of an HMAC; renewed at login."),
    # Guessing
    "login_rate": Setting(
        "10/minute; 30/15 minutes; 60/hour; 200/day", (str,), "Tries from one address, over all accounts; the windows grow, and so do the delays (ASVS 6.3.1)."
    ),
    "account_rate": Setting(
        "5/minute; 15/15 minutes; 30/hour; 60/day", (str,), "Tries at one account from browsers that it does not know. A browser that once logged in has a count of its own, and a mailed link always opens: no stranger locks anybody out."
    ),
    "mail_rate": Setting("3/10 minutes; 10/day", (str,), "Mails to one address; what is beyond is dropped without a word."),
    "ask_rate": Setting("20/10 minutes; 100/day", (str,), "Requests for mails from one address."),
    "known_days": Setting(180, (int, float), "How long a browser that logged in is known, which its owner's guesses count by."),
    "notify_guessing": Setting(10, (int,), "After so many wrong passwords in a day the owner is told, once a day (ASVS 6.3.5)."),
    "notify_browser": Setting(True, (bool,), "A login from a browser that was not known is told to the owner."),
    # Mail
    "mail": Setting(
        None, (str, abc.Callable, _NONE), "A function of the message, or `outbox`. None takes Flask-Mailman or Flask-Mail if they are there, and in debug mode the outbox."
    ),
    "mail_from": Setting(None, (str, _NONE), "The sender; None leaves it to the extension."),
    "mail_background": Setting(True, (bool,), "Mails are written by a thread: the time of an answer must not tell whether there was somebody to write to."),
    # Database
    "sqlite_wal": Setting(
        True, (bool,), "A file of SQLite that is in its first journal mode is put into write-ahead mode, once, at the first request: then nobody who reads waits for one who writes. Off for files on a network's drive."
    ),
    # Language
    "languages": Setting(("en", "de"), _LIST, "Languages of pages and mails; the browser chooses, the first is the default."),
    "language": Setting(None, (abc.Callable, _NONE), "A function that says the language of this request."),
    "translate": Setting(None, (abc.Callable, _NONE), "A function of an English text, as Flask-Babel's `gettext`; instead of our own translations."),
    **ACCESS,
}


def read(keywords: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
    """All settings of an application. Raises :class:`~flask_stopple.SettingError` for an unknown name and a wrong type."""
    own = {key: value for key, value in config.items() if isinstance(key, str) and key.startswith(PREFIX)}
    return read_table(SETTINGS, PREFIX, keywords, own)
