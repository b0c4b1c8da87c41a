"""One-time codes (RFC 6238), for apps and for mails: each works once, and those of an app for one step of drift (ASVS 6.5.1, 6.5.5).

Secrets are sealed under the application's key. Those that Flask-Security kept, encrypted with ``SECURITY_TOTP_SECRETS``, are read as they are.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from typing import Any, Mapping, Optional

from flask import current_app

from ... import _stopple
from ...accounts.factors import guesses
from ...accounts.forms import Refused
from ...errors import RateExceeded
from .proxies import _security

STEP = 30
_SEALED = "sealed:"
#: What we keep of a code, at least this long after its time.
_KEPT = 3600


class Totp:
    """Makes and verifies codes: ``Security(app, datastore, totp_cls=...)`` takes another one. A subclass may keep the last counter by
    itself; without that a code counts once all the same."""

    def __init__(self, secrets: Mapping[Any, str], issuer: str) -> None:
        if not isinstance(secrets, Mapping) or not secrets:
            raise ValueError("SECURITY_TOTP_SECRETS is a dictionary with at least one entry")
        self._secrets = {str(name): str(said) for name, said in secrets.items()}
        self._issuer = issuer

    # -- secrets -----------------------------------------------------------------------------------------------------

    def generate_totp_secret(self) -> str:
        """A new secret, sealed."""
        return _SEALED + _sealer().seal("totp", _stopple.totp_new_secret())

    def open(self, totp_secret: str) -> str:
        """A secret in base 32. Raises ``ValueError`` for one that nobody here sealed."""
        if totp_secret.startswith(_SEALED):
            found = _sealer().open("totp", totp_secret[len(_SEALED) :])
            if found is None:
                raise ValueError("this secret was sealed under another key")
            return found
        if totp_secret.lstrip().startswith("{"):
            return self._of_before(json.loads(totp_secret))
        return totp_secret

    def _of_before(self, kept: Mapping[str, Any]) -> str:
        """A secret as passlib's wallet keeps it: AES-256 in counter mode, under a key of PBKDF2."""
        if "key" in kept:
            return str(kept["key"])
        locked = kept["enckey"]
        secret = self._secrets.get(str(locked["t"]))
        if secret is None or locked["v"] != 1 or not 0 < int(locked["c"]) <= 20:
            raise ValueError("SECURITY_TOTP_SECRETS has no key for this secret")
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        key = hashlib.pbkdf2_hmac("sha256", secret.encode(), _from_base32(locked["s"]), 1 << int(locked["c"]), 48)
        decryptor = Cipher(algorithms.AES(key[:32]), modes.CTR(key[32:])).decryptor()
        plain = decryptor.update(_from_base32(locked["k"])) + decryptor.finalize()
        return base64.b32encode(plain).decode().rstrip("=")

    # -- codes -------------------------------------------------------------------------------------------------------

    def generate_totp_password(self, totp_secret: str) -> str:
        """The code of this moment; where that one was used already, the next, which is taken too. So whoever asks for a second code within
        half a minute gets one that works."""
        secret, now = self.open(totp_secret), int(time.time())
        is_spent = _store().is_session_ended(_mark(secret, now // STEP), None, 0, now)
        return _stopple.totp_at(secret, now + STEP if is_spent else now)

    def verify_totp(self, token: Any, totp_secret: str, user: Any, window: int = 0) -> bool:
        """Whether a code is of this moment, or not older than ``window`` seconds, and was never used. Raises ``RateExceeded`` (429)."""
        try:
            guesses.count(_security.machinery, user, "totp")
        except Refused as refused:
            raise RateExceeded() from refused
        return self.check(token, totp_secret, user, window)

    def check(self, token: Any, totp_secret: str, user: Any, window: int = 0) -> bool:
        """The same of a try that was counted already: one code may be tried against several secrets."""
        code = re.sub(r"[\s-]", "", str(token))
        if not re.fullmatch(r"[0-9]{6}", code):
            return False
        try:
            secret = self.open(totp_secret)
        except (ValueError, KeyError, TypeError):
            return False
        now, last = int(time.time()), self.get_last_counter(user)
        for age in range(0, max(int(window), 1), STEP):
            counter = _stopple.totp_verify(secret, code, now - age, last)
            if counter is not None:
                return self._spend(secret, counter, user)
        return False

    def _spend(self, secret: str, counter: int, user: Any) -> bool:
        now, mark = int(time.time()), _mark(secret, counter)
        # Of two requests with the same code the store lets one through.
        if not _store().spend(mark.decode(), now + _KEPT, now):
            return False
        _store().end_session(mark, now + _KEPT, now)
        self.set_last_counter(user, counter)
        return True

    def get_last_counter(self, user: Any) -> Optional[int]:
        """For subclasses: the counter of the last code."""
        return None

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """For subclasses: keeps the counter of a code that was taken."""

    # -- setting up an app -------------------------------------------------------------------------------------------

    def get_totp_uri(self, username: str, totp_secret: str) -> str:
        """What an app reads."""
        return _stopple.totp_uri(self.open(totp_secret), username, self._issuer)

    def get_totp_b32_key(self, totp_secret: str) -> str:
        """The secret in base 32."""
        return self.open(totp_secret)

    def get_totp_pretty_key(self, totp_secret: str) -> str:
        """The secret in groups of four, for typing."""
        key = self.open(totp_secret)
        return "-".join(key[place : place + 4] for place in range(0, len(key), 4))

    def fetch_setup_values(self, totp: str, user: Any) -> dict[str, str]:
        """Everything that a page shows to set an app up."""
        username = user.calc_username() or "Unknown"
        return {
            "username": username,
            "issuer": self._issuer,
            "key": self.get_totp_pretty_key(totp),
            "b32key": self.get_totp_b32_key(totp),
            "uri": self.get_totp_uri(username, totp),
            "image": self.generate_qrcode(username, totp),
        }

    def generate_qrcode(self, username: str, totp: str) -> str:
        """The QR code, for the ``src`` of an image."""
        picture = _stopple.qr_svg(self.get_totp_uri(username, totp))
        return "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode()

    def generate_recovery_codes(self, number: int) -> list[str]:
        """Codes for the day on which the phone is lost."""
        return _stopple.new_recovery_codes(number)


def _store() -> _stopple.Store:
    store: _stopple.Store = current_app.extensions["stopple"].store
    return store


def _mark(secret: str, counter: int) -> bytes:
    return f"totp:{_stopple.fingerprint(secret)}:{counter}".encode()


def _sealer() -> _stopple.Sealer:
    secret, fallbacks = current_app.extensions["stopple"].secrets()
    return _stopple.Sealer(secret, fallbacks, "security:totp")


def _from_base32(text: str) -> bytes:
    return base64.b32decode(text + "=" * (-len(text) % 8))


def app_facts(secret: str, user: Any) -> tuple[dict[str, str], dict[str, str]]:
    """What an authenticator app is told of a secret: for a program, and for a page, which has the picture too."""
    values = _security.totp_factory.fetch_setup_values(secret, user)
    told = {f"authr_{name}": values[name] for name in ("key", "b32key", "username", "issuer", "uri")}
    shown = {name: told[name] for name in ("authr_key", "authr_username", "authr_issuer")}
    return told, {"authr_qrcode": values["image"], **shown}
