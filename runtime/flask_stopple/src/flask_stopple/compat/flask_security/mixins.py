"""What classes of users, roles, passkeys and refresh tokens inherit from. Old tables with fewer columns are taken as they are."""

from __future__ import annotations

import time
from typing import Any, Optional, Union

from ... import login
from ...accounts.identity import RoleMixin as _RoleMixin
from ...accounts.identity import UserMixin as _UserMixin
from . import signals
from .identities import get_identity_attributes
from .messages import get_message
from .proxies import _datastore, _security
from .settings import value


class RoleMixin(_RoleMixin):
    """A role: a ``name``, and perhaps ``permissions``."""


class UserMixin(_UserMixin):
    """A user. ``fs_uniquifier`` stands for them in sessions; tables without that column are known by their key."""

    def get_id(self) -> str:
        """What stands for the user in sessions. A new one ends them all."""
        unique = getattr(self, "fs_uniquifier", None)
        return str(unique) if unique else str(getattr(self, _datastore.session_column))

    # -- tokens ------------------------------------------------------------------------------------------------------

    def get_auth_token(self) -> str:
        """A token that stands for the user for ``SECURITY_TOKEN_MAX_AGE``. It ends with the password, and with the
        session in which it was made. Raises ``ValueError`` while ``fs_token_uniquifier`` is empty."""
        from .tokens import login_of_token

        unique = getattr(self, _datastore.get_token_uniquifier_name())
        if not unique:
            raise ValueError("the column fs_token_uniquifier is empty: datastore.set_token_uniquifier(user)")
        facts: dict[str, Any] = {
            "ver": "5",
            "uid": str(unique),
            "fs_paa": time.time(),
            "exp": int(value("TOKEN_EXPIRE_TIMESTAMP")(self)),
            **login_of_token(),
        }
        self.augment_auth_token(facts)
        return str(_security.remember_token_serializer.dumps(facts))

    def augment_auth_token(self, tdata: dict[str, Any]) -> None:
        """For applications: adds something to a token."""

    def verify_auth_token(self, tdata: dict[str, Any]) -> bool:
        """For applications: judges what they added."""
        return True

    # -- roles -------------------------------------------------------------------------------------------------------

    def has_role(self, role: Union[str, _RoleMixin]) -> bool:
        """Whether the user has a role, by its name or itself."""
        name = role if isinstance(role, str) else role.name
        return any(own == name or getattr(own, "name", None) == name for own in getattr(self, "roles", None) or ())

    def has_permission(self, permission: str) -> bool:
        """Whether one of the user's roles grants this."""
        return any(permission in role.get_permissions() for role in getattr(self, "roles", None) or ())

    # -- for applications to override --------------------------------------------------------------------------------

    def get_security_payload(self) -> dict[str, Any]:
        """What JSON answers tell of the user: nothing, unless an application says what."""
        return {}

    def get_redirect_qparams(self, existing: Optional[dict[str, Any]] = None) -> dict[str, Any]:
        """What redirects to a single-page application tell of the user."""
        found = {} if existing is None else existing
        if hasattr(self, "email"):
            found["email"] = self.email
        found["identity"] = self.calc_username()
        return found

    def calc_username(self) -> str:
        """What the user is called: the first identity that is not empty."""
        for name in get_identity_attributes():
            said = getattr(self, name, None)
            if said is not None and str(said):
                return str(said)
        return ""

    def verify_and_update_password(self, password: str) -> bool:
        """Whether this is the user's password. A hash that is out of date is renewed; the datastore has to commit it."""
        from .passwords import verify_and_update_password

        return verify_and_update_password(password, self)

    def us_send_security_token(self, method: str, **facts: Any) -> Optional[str]:
        """Sends a code for the unified sign-in; says what went wrong."""
        from .unified_signin import us_send_security_token

        try:
            us_send_security_token(self, method, **facts)
        except Exception:
            return get_message("FAILED_TO_SEND_CODE")[0]
        return None

    def tf_send_security_token(self, method: str, **facts: Any) -> Optional[str]:
        """Sends a code for the second factor; says what went wrong."""
        from .twofactor import tf_send_security_token

        try:
            tf_send_security_token(self, method, **facts)
        except Exception:
            return get_message("FAILED_TO_SEND_CODE")[0]
        return None

    def check_tf_required(self, tf_setup_methods: list[tuple[str, str]], tf_fresh: bool) -> tuple[bool, list[tuple[str, str]]]:
        """Whether a second factor is asked for, and which ones may be shown. ``tf_fresh``: this browser showed one lately."""
        needed = value("TWO_FACTOR_REQUIRED") or len(tf_setup_methods) > 0
        return bool(needed and (value("TWO_FACTOR_ALWAYS_VALIDATE") or not tf_fresh)), tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        """Whether the user may not do without a second factor: for what the page offers."""
        return bool(value("TWO_FACTOR_REQUIRED"))

    def track_failed_authn(self, auth_type: str, tfa: bool = False) -> None:
        """Called when something wrong was shown: ``password``, ``passcode``, ``passkey`` or ``code``."""
        signals.send(signals.user_failed_authn, user=self, auth_type=auth_type, tfa=tfa)

    def is_locked(self, form_error: Optional[list[str]] = None) -> bool:
        """For applications: whether a user who showed everything may not come in all the same; ``form_error`` takes the reason."""
        return False


class WebAuthnMixin:
    """A passkey."""

    def get_user_mapping(self) -> dict[str, Any]:
        """What finds the user of this passkey."""
        return {"id": self.user_id}  # type: ignore[attr-defined]


class RefreshTrackerMixin:
    """A family of refresh tokens: ``refresh_family``, ``gen``, ``expires_at``, ``revoked_at``, ``last_used_at``, ``name``."""


class AnonymousUser(login.AnonymousUserMixin):
    """Nobody, who has no roles."""

    def __init__(self) -> None:
        self.roles: list[Any] = []

    def has_role(self, *_: Any) -> bool:
        return False

    def has_permission(self, *_: Any) -> bool:
        return False
