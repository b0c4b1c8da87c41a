"""Passwords, by the names of Flask-Security: hashed with Argon2id whatever ``SECURITY_PASSWORD_HASH`` says; what it stored before is
verified by its form, and renewed at the next login."""

from __future__ import annotations

import base64
import hashlib
import hmac
import unicodedata
from typing import Any, Optional, Union

from flask import Flask

from ... import _stopple
from ...accounts import breached
from .messages import get_message
from .proxies import _datastore, _security
from .settings import value

Text = Union[str, bytes]

#: NIST 800-63B asks for at least 64; more than this only keeps us busy.
LONGEST = 256


def _str(text: Text) -> str:
    return text.decode() if isinstance(text, bytes) else text


def hash_password(password: Text) -> str:
    """The hash to keep."""
    return str(_security.machinery.passwords.hash(_str(password)))


def verify_password(password: Text, password_hash: Optional[Text]) -> bool:
    """Whether a password is the one of a hash. It takes as long where there is no hash."""
    stored = _str(password_hash) if password_hash else None
    return bool(_security.machinery.passwords.verify(stored, _str(password)).right)


def verify_and_update_password(password: Text, user: Any) -> bool:
    """Whether this is the user's password. A hash that is out of date is renewed; the datastore has to commit it."""
    stored = user.password
    verdict = _security.machinery.passwords.verify(stored, _str(password))
    if verdict.right and verdict.renewed:
        locked = _security.machinery.users.lock_user(user)
        if locked is not None and locked.password != stored:
            # Somebody set another password while this one was being compared: it must not come back.
            _security.machinery.users.rollback()
            return False
        user.password = verdict.renewed
        _datastore.put(user)
    return bool(verdict.right)


def get_hmac(password: Text) -> bytes:
    """What Flask-Security made of a password before it hashed it, for hashes that others have to verify."""
    salt = value("PASSWORD_SALT")
    if not salt:
        raise RuntimeError("SECURITY_PASSWORD_SALT is not set")
    key = salt if isinstance(salt, bytes) else salt.encode()
    digest = hmac.new(key, password if isinstance(password, bytes) else password.encode(), hashlib.sha512)
    return base64.b64encode(digest.digest())


def hash_data(data: Text) -> str:
    """A digest of something that is no secret by itself."""
    return _stopple.fingerprint(_str(data))


def verify_hash(hashed_data: Text, compare_data: Text) -> bool:
    """Whether a digest is the one of these data."""
    return _stopple.is_same(_str(hashed_data), hash_data(compare_data))


def _encode_string(string: Text) -> bytes:
    return string.encode() if isinstance(string, str) else string


class PasswordContext:
    """``security.pwd_context``: the few methods of passlib's ``CryptContext`` that applications call."""

    def __init__(self, app: Flask) -> None:
        pass

    def hash(self, secret: Text) -> str:
        """The hash to keep."""
        return hash_password(secret)

    def verify(self, secret: Text, hash: Optional[Text]) -> bool:
        """Whether a password is the one of a hash."""
        return verify_password(secret, hash)

    def identify(self, hash: Text) -> Optional[str]:
        """What a hash was made by: ``argon2``, ``bcrypt`` and so on."""
        form = _stopple.password_format(_str(hash))
        return "argon2" if form is not None and form.startswith("argon2") else form


# -- judging ---------------------------------------------------------------------------------------------------------


def password_length_validator(password: str) -> Optional[list[str]]:
    """What is wrong with the length of a password."""
    least = value("PASSWORD_LENGTH_MIN")
    if len(password) < least:
        return [get_message("PASSWORD_INVALID_LENGTH", length=least)[0]]
    if len(password) > LONGEST:
        return [get_message("PASSWORD_TOO_LONG", length=LONGEST)[0]]
    return None


def password_common_validator(password: str, user: Any = None, words: tuple[str, ...] = ()) -> Optional[list[str]]:
    """Refuses what is tried first, and what is made of the user's own name (NIST 800-63B 3.1.1.2)."""
    if not value("PASSWORD_REFUSE_COMMON"):
        return None
    passwords = _security.machinery.passwords
    reason = _stopple.judge_password(password, 0, passwords.words(user, words))
    return [get_message("PASSWORD_COMMON")[0]] if reason is not None else None


def password_breached_validator(password: str) -> Optional[list[str]]:
    """Refuses passwords that were stolen elsewhere, where ``SECURITY_PASSWORD_CHECK_BREACHED`` is set."""
    how = value("PASSWORD_CHECK_BREACHED")
    if not how:
        return None
    from . import utils

    try:
        # By its module: applications and tests put their own in its place.
        known = utils.pwned(password) >= value("PASSWORD_BREACHED_COUNT")
    except Exception:
        return [get_message("PASSWORD_BREACHED_SITE_ERROR")[0]] if how == "strict" else None
    return [get_message("PASSWORD_BREACHED")[0]] if known else None


def pwned(password: str) -> int:
    """How often a password stands in the lists of Have I Been Pwned, which learns five digits of its hash."""
    return breached.times(password, _security.machinery.settings["password_breached_url"])


def password_complexity_validator(password: str, is_register: bool, **kwargs: Any) -> Optional[list[str]]:
    """Asks ``zxcvbn``, where ``SECURITY_PASSWORD_COMPLEXITY_CHECKER`` names it."""
    if value("PASSWORD_COMPLEXITY_CHECKER") != "zxcvbn":
        return None
    import zxcvbn

    known = kwargs if is_register else vars(kwargs["user"])
    found = zxcvbn.zxcvbn(password, user_inputs=[word for word in known.values() if isinstance(word, str) and word])
    if found["score"] >= value("ZXCVBN_MINIMUM_SCORE"):
        return None
    return [found["feedback"]["warning"] or get_message("PASSWORD_TOO_SIMPLE")[0]]


class PasswordUtil:
    """Normalises and judges passwords: ``Security(app, datastore, password_util_cls=...)`` takes another one."""

    def __init__(self, app: Flask) -> None:
        pass

    def normalize(self, password: str) -> str:
        """A password in the form that is hashed."""
        form = value("PASSWORD_NORMALIZE_FORM")
        return unicodedata.normalize(form, password) if form else password

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[Optional[list[str]], str]:
        """What is wrong with a password that somebody wants to have, and the password in its normal form. ``kwargs`` are the
        fields of the registration, or the ``user``."""
        normal = self.normalize(password)
        words = tuple(str(word) for word in kwargs.values() if isinstance(word, str) and word) if is_register else ()
        wrong = (
            password_length_validator(normal)
            or password_common_validator(normal, None if is_register else kwargs.get("user"), words)
            or password_breached_validator(normal)
            or password_complexity_validator(normal, is_register, **kwargs)
        )
        return wrong, normal
