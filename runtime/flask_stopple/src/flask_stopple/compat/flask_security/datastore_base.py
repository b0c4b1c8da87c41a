"""What all datastores do alike: users and roles made and changed, factors and refresh tokens kept. Whoever changes something commits."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any, Iterable, Optional, Sequence, Union

from ...accounts.identities import granted, kept
from ...errors import SettingError
from .proxies import _security
from .settings import value


def _unique() -> str:
    return uuid.uuid4().hex


class Datastore:
    """Writes objects."""

    def __init__(self, db: Any) -> None:
        self.db = db

    def commit(self) -> None:
        """Writes what was put. Nothing to do where ``put`` writes at once."""

    def put(self, model: Any) -> Any:
        """Has an object written."""
        raise NotImplementedError

    def delete(self, model: Any) -> None:
        """Has an object deleted."""
        raise NotImplementedError

    def reload(self, model: Any) -> None:
        """Reads an object anew, where its relations are not kept up to date by themselves."""


class UserDatastore:
    """Users, roles and what belongs to them."""

    def __init__(self, user_model: Any, role_model: Any, webauthn_model: Any = None, refresh_tracker_model: Any = None) -> None:
        self.user_model, self.role_model = user_model, role_model
        self.webauthn_model, self.refresh_tracker_model = webauthn_model, refresh_tracker_model

    # A class beside this one writes.
    put: Any
    delete: Any
    commit: Any

    def reload(self, model: Any) -> None:
        """Reads an object anew, where that is needed."""

    def read_again(self, model: Any) -> None:
        """Has an object say what the database says by now: whoever writes all of it would bring back what others changed."""

    def has(self, column: str) -> bool:
        """Whether users have a column or relation."""
        return hasattr(self.user_model, column)

    @property
    def session_column(self) -> str:
        """What stands for a user in sessions: tables of before version 4 have only their key."""
        return "fs_uniquifier" if self.has("fs_uniquifier") else self.key_column

    @property
    def key_column(self) -> str:
        """The primary key of users."""
        return "id"

    def find_by_session(self, text: str) -> Any:
        """The user whose session says ``text``; nobody for an empty one."""
        if not text:
            return None
        if self.session_column == "fs_uniquifier":
            return self.find_user(fs_uniquifier=str(text))
        try:
            return self.find_user(**{self.session_column: self.read_key(text)})
        except (TypeError, ValueError):
            return None

    def read_key(self, text: str) -> Any:
        """The primary key of a text."""
        return int(text)

    # -- finding, which each kind does in its own way ----------------------------------------------------------------

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> Any:
        """The user with these attributes."""
        raise NotImplementedError

    def get_user(self, identifier: Any) -> Any:
        """The name of before version 4: a user by key, or by any of the identities."""
        from .identities import lookup_identity

        if isinstance(identifier, int) or str(identifier).isdigit():
            found = self.find_user(**{self.key_column: self.read_key(str(identifier))})
            if found is not None:
                return found
        return lookup_identity(identifier)

    def find_role(self, role: str) -> Any:
        """The role of this name."""
        raise NotImplementedError

    def all_users(self, page: int, search: str, per_page: int) -> Sequence[Any]:
        """One page of all users; ``search`` is a part of an e-mail address or a name. For commands, and not of Flask-Security."""
        raise SettingError("this datastore cannot list users: give it a method all_users(page, search, per_page)")

    def all_roles(self) -> Sequence[Any]:
        """All roles by name. For commands, and not of Flask-Security."""
        raise SettingError("this datastore cannot list roles: give it a method all_roles()")

    def find_webauthn(self, credential_id: bytes) -> Any:
        """The passkey of this id."""
        raise NotImplementedError

    def find_refresh_tracker(self, refresh_family: str) -> Any:
        """The family of refresh tokens of this name."""
        raise NotImplementedError

    def find_user_from_webauthn(self, webauthn: Any) -> Any:
        """The user of a passkey."""
        if not self.webauthn_model:
            raise NotImplementedError
        return self.find_user(**webauthn.get_user_mapping())

    # -- users -------------------------------------------------------------------------------------------------------

    def create_user(self, **kwargs: Any) -> Any:
        """A new user; ``password`` is a hash already, ``roles`` are names or roles."""
        return self.put(self.user_model(**self._fields_of_new_user(**kwargs)))

    def _fields_of_new_user(self, **fields: Any) -> dict[str, Any]:
        if self.has("active"):
            fields.setdefault("active", True)
        if "roles" in fields or self.has("roles"):
            fields["roles"] = [self._role(role) for role in fields.get("roles") or ()]
        for column in ("fs_uniquifier", "fs_token_uniquifier", "fs_webauthn_user_handle"):
            if self.has(column):
                fields.setdefault(column, _unique())
        return fields

    def delete_user(self, user: Any) -> None:
        """Deletes a user."""
        self.delete(user)

    def toggle_active(self, user: Any) -> bool:
        """Switches a user off or on."""
        user.active = not user.active
        self.put(user)
        return True

    def deactivate_user(self, user: Any) -> bool:
        """Switches a user off: they are out at their next request. Says whether they were on."""
        if not user.active:
            return False
        user.active = False
        self.put(user)
        return True

    def activate_user(self, user: Any) -> bool:
        """Switches a user on. Says whether they were off."""
        if user.active:
            return False
        user.active = True
        self.put(user)
        return True

    def get_token_uniquifier_name(self) -> str:
        """What stands for a user in tokens."""
        return "fs_token_uniquifier" if self.has("fs_token_uniquifier") else self.session_column

    def set_uniquifier(self, user: Any, uniquifier: Optional[str] = None) -> None:
        """Ends all sessions, remembered logins and tokens of a user."""
        if hasattr(user, "fs_uniquifier"):
            user.fs_uniquifier = uniquifier or _unique()
        self.put(user)

    def set_token_uniquifier(self, user: Any, uniquifier: Optional[str] = None) -> None:
        """Ends all tokens of a user, where they have a column of their own."""
        if hasattr(user, "fs_token_uniquifier"):
            user.fs_token_uniquifier = uniquifier or _unique()
            self.put(user)

    def set_webauthn_user_handle(self, user: Any, user_handle: Optional[str] = None) -> None:
        """What devices know a user by."""
        user.fs_webauthn_user_handle = user_handle or _unique()
        self.put(user)

    def reset_user_access(self, user: Any) -> None:
        """Ends everything that opens an account but its password."""
        self.set_uniquifier(user)
        self.set_token_uniquifier(user)
        for column, reset in (
            ("us_totp_secrets", self.us_reset),
            ("tf_primary_method", self.tf_reset),
            ("webauthn", self.webauthn_reset),
            ("mf_recovery_codes", lambda whose: self.mf_set_recovery_codes(whose, None)),
            ("refresh_trackers", self.refresh_tracker_reset),
        ):
            if hasattr(user, column):
                reset(user)

    # -- roles -------------------------------------------------------------------------------------------------------

    def create_role(self, **kwargs: Any) -> Any:
        """A new role; ``permissions`` are a list, a set or a text with commas between."""
        if kwargs.get("permissions") is not None and hasattr(self.role_model, "permissions"):
            kwargs["permissions"] = kept(self.role_model, granted(kwargs["permissions"]))
        return self.put(self.role_model(**kwargs))

    def find_or_create_role(self, name: str, **kwargs: Any) -> Any:
        """The role of this name, made if there is none."""
        return self.find_role(name) or self.create_role(name=name, **kwargs)

    def add_role_to_user(self, user: Any, role: Any) -> bool:
        """Gives a user a role; says whether they had it not."""
        user, found = self._user(user), self._role(role)
        if found is None:
            raise ValueError(f"there is no role {role!r}")
        if found in user.roles:
            return False
        user.roles.append(found)
        self.put(user)
        return True

    def remove_role_from_user(self, user: Any, role: Any) -> bool:
        """Takes a role from a user; says whether they had it."""
        user, found = self._user(user), self._role(role)
        if found is None or found not in user.roles:
            return False
        user.roles.remove(found)
        self.put(user)
        return True

    def add_permissions_to_role(self, role: Any, permissions: Union[str, Iterable[str]]) -> bool:
        """Has a role grant more; says whether there is such a role."""
        return self._change_permissions(role, lambda has: has | set(granted(permissions)))

    def remove_permissions_from_role(self, role: Any, permissions: Union[str, Iterable[str]]) -> bool:
        """Has a role grant less; says whether there is such a role."""
        return self._change_permissions(role, lambda has: has - set(granted(permissions)))

    def _change_permissions(self, role: Any, change: Any) -> bool:
        found = self._role(role)
        if found is None:
            return False
        found.permissions = kept(self.role_model, sorted(change(set(found.get_permissions()))))
        self.put(found)
        return True

    def _user(self, user: Any) -> Any:
        """A user; before version 4 their address or name stood for them."""
        found = self.get_user(user) if isinstance(user, str) else user
        if found is None:
            raise ValueError(f"there is no user {user!r}")
        return found

    def _role(self, role: Any) -> Any:
        return self.find_role(role) if isinstance(role, str) else role

    # -- second factors ----------------------------------------------------------------------------------------------

    def tf_set(self, user: Any, primary_method: str, totp_secret: Optional[str] = None, phone: Optional[str] = None) -> None:
        """Sets a user's second factor; what is not given stays."""
        said = {"tf_primary_method": primary_method, "tf_totp_secret": totp_secret, "tf_phone_number": phone}
        self._write(user, {name: new for name, new in said.items() if new})

    def tf_reset(self, user: Any) -> None:
        """Takes a user's second factor away."""
        self._write(user, dict.fromkeys(("tf_primary_method", "tf_totp_secret", "tf_phone_number")))

    def _write(self, user: Any, values: dict[str, Any]) -> None:
        changes = {name: new for name, new in values.items() if getattr(user, name) != new}
        for name, new in changes.items():
            setattr(user, name, new)
        if changes:
            self.put(user)

    def mf_set_recovery_codes(self, user: Any, rcs: Optional[list[str]]) -> None:
        """Replaces a user's recovery codes."""
        user.mf_recovery_codes = rcs
        self.put(user)

    def mf_get_recovery_codes(self, user: Any) -> list[str]:
        """A user's recovery codes, as they are kept."""
        return getattr(user, "mf_recovery_codes", None) or []

    def mf_delete_recovery_code(self, user: Any, idx: int) -> bool:
        """Uses a recovery code up; says whether it was there."""
        codes = list(user.mf_recovery_codes or ())
        if not 0 <= idx < len(codes):
            return False
        del codes[idx]
        # Another list: not every column notices what changes within one.
        user.mf_recovery_codes = codes
        self.put(user)
        return True

    # -- unified sign-in ---------------------------------------------------------------------------------------------

    def us_get_totp_secrets(self, user: Any) -> dict[str, str]:
        """The secrets of each way to sign in."""
        return json.loads(user.us_totp_secrets) if user.us_totp_secrets else {}

    def us_put_totp_secrets(self, user: Any, secrets: Optional[dict[str, str]]) -> None:
        """Replaces them."""
        user.us_totp_secrets = json.dumps(secrets) if secrets else None
        self.put(user)

    def us_set(self, user: Any, method: str, totp_secret: Optional[str] = None, phone: Optional[str] = None) -> None:
        """Sets up a way to sign in."""
        if totp_secret:
            self.us_put_totp_secrets(user, {**self.us_get_totp_secrets(user), method: totp_secret})
        if phone and user.us_phone_number != phone:
            user.us_phone_number = phone
            self.put(user)

    def us_reset(self, user: Any, method: Optional[str] = None) -> None:
        """Takes away a way to sign in, or all."""
        kept = {} if method is None else {name: secret for name, secret in self.us_get_totp_secrets(user).items() if name != method}
        self.us_put_totp_secrets(user, kept)
        if method in (None, "sms"):
            user.us_phone_number = None
            self.put(user)

    def us_setup_email(self, user: Any) -> bool:
        """Sets up codes by e-mail where they are offered; says whether they are."""
        if not value("UNIFIED_SIGNIN") or "email" not in value("US_ENABLED_METHODS"):
            return False
        self.us_set(user, "email", _security.totp_factory.generate_totp_secret())
        return True

    # -- passkeys ----------------------------------------------------------------------------------------------------

    def create_webauthn(self, user: Any, **kwargs: Any) -> Any:
        """A new passkey of a user: ``credential_id``, ``public_key``, ``name``, ``sign_count``, ``usage``, ``device_type``,
        ``backup_state``, ``transports``, ``extensions``."""
        if not self.webauthn_model:
            raise NotImplementedError
        kwargs.setdefault("lastuse_datetime", _security.datetime_factory())
        return self._belong(user, "webauthn", self.webauthn_model, kwargs)

    def _belong(self, user: Any, relation: str, model: Any, fields: dict[str, Any]) -> Any:
        """Makes an object that belongs to a user."""
        raise NotImplementedError

    def delete_webauthn(self, webauthn: Any) -> None:
        """Deletes a passkey."""
        self.delete(webauthn)

    def webauthn_reset(self, user: Any) -> None:
        """Deletes all passkeys of a user."""
        for credential in list(user.webauthn):
            self.delete(credential)
        self.put(user)
        self.reload(user)

    # -- refresh tokens ----------------------------------------------------------------------------------------------

    def create_refresh_tracker(self, user: Any, name: str, expires_at: datetime, **kwargs: Any) -> Any:
        """A new family of refresh tokens."""
        if not self.refresh_tracker_model:
            raise NotImplementedError
        fields = {
            "gen": 1,
            "name": name,
            "expires_at": expires_at,
            "refresh_family": _unique(),
            "last_used_at": _security.datetime_factory(),
            **kwargs,
        }
        return self._belong(user, "refresh_trackers", self.refresh_tracker_model, fields)

    def exchange_refresh_tracker(self, refresh_tracker: Any) -> None:
        """Uses the present token of a family up."""
        refresh_tracker.gen += 1
        refresh_tracker.last_used_at = _security.datetime_factory()
        self.put(refresh_tracker)

    def revoke_refresh_tracker(self, refresh_tracker: Any) -> None:
        """Ends a family."""
        refresh_tracker.revoked_at = _security.datetime_factory()
        self.put(refresh_tracker)

    def cleanup_refresh_trackers(self, user: Any, expired: bool = True, revoked: bool = False) -> None:
        """Deletes the families of a user that have ended."""
        now = _security.datetime_factory()
        for tracker in list(user.refresh_trackers):
            if (expired and tracker.expires_at < now) or (revoked and tracker.revoked_at is not None):
                self.delete(tracker)
        self.put(user)
        self.reload(user)

    def refresh_tracker_reset(self, user: Any) -> None:
        """Ends all families of a user."""
        for tracker in user.refresh_trackers:
            self.revoke_refresh_tracker(tracker)
