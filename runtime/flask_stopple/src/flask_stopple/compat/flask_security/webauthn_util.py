"""What is asked of devices: ``Security(app, datastore, webauthn_util_cls=...)`` takes a subclass that asks for more."""

from __future__ import annotations

import secrets
from typing import Any, Optional

from flask import Flask

from ...accounts.factors import passkeys
from .settings import value

#: Octets of a challenge where ``SECURITY_WAN_CHALLENGE_BYTES`` says nothing; the standard wants 16 at least (WebAuthn 13.4.3).
_CHALLENGE = 32


class WebauthnUtil:
    """Says what a new passkey, and one that is shown, has to be. ``usage`` is ``first``, ``secondary`` or ``verify``."""

    def __init__(self, app: Flask) -> None:
        pass

    def generate_challenge(self, nbytes: Optional[int] = None) -> str:
        """A text that a device signs, and that nobody can foresee."""
        return secrets.token_urlsafe(max(16, nbytes or _CHALLENGE))

    def origin(self) -> str:
        """The origin whose pages may ask devices."""
        return passkeys.origin()

    def authenticator_selection(self, user: Any, usage: str) -> Any:
        """Which devices may make a new passkey. One that is to be the first factor goes along to other machines; where nobody is told whose
        passkeys there are, it has to be found without a name."""
        from webauthn.helpers import structs

        resident = structs.ResidentKeyRequirement
        asked = structs.AuthenticatorSelectionCriteria(
            resident_key=resident.PREFERRED, user_verification=self.user_verification(user, usage)
        )
        if usage == "first":
            asked.authenticator_attachment = structs.AuthenticatorAttachment.CROSS_PLATFORM
            if not value("WAN_ALLOW_USER_HINTS"):
                asked.resident_key = resident.REQUIRED
        return asked

    def user_verification(self, user: Any, usage: str) -> Any:
        """Whether a device has to know its user, by a finger or a number: what is asked for after another factor is a thing alone."""
        from webauthn.helpers import structs

        verification = structs.UserVerificationRequirement
        return verification.PREFERRED if usage == "first" else verification.DISCOURAGED

    def registration_options(self, user: Any, usage: str, existing_options: dict[str, Any]) -> dict[str, Any]:
        """For applications: other keywords of ``webauthn.generate_registration_options``."""
        return existing_options

    def signin_options(self, user: Any, usage: str, existing_options: dict[str, Any]) -> dict[str, Any]:
        """For applications: other keywords of ``webauthn.generate_authentication_options``."""
        return existing_options
