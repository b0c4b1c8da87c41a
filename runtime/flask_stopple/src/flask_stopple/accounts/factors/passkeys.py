"""Passkeys (WebAuthn, level 3): a first factor, a second one, and a login without a name. The package `webauthn` proves the signatures.

A challenge is for one purpose and one session, works once and for five minutes. What a device answers is bound by its browser to our origin, so
a page of somebody else gets nothing that we would take.
"""

from __future__ import annotations

import json
import time
from typing import Any, Mapping, Optional
from urllib.parse import urlsplit

from flask import current_app, request, session

from ... import _stopple
from ...errors import SettingError
from ...extension import state_of
from ..forms import Refused
from ..stores import now
from ..tokens import _key

KEY = "_passkey_challenge"
SECONDS = 300


def library() -> Any:
    """The package `webauthn`. Raises :class:`SettingError` where it is missing."""
    try:
        import webauthn
    except ImportError:
        raise SettingError("passkeys need the package `webauthn`: pip install 'flask-stopple[passkeys]'") from None
    return webauthn


# -- a new passkey ---------------------------------------------------------------------------------------------------


def creation_options(accounts: Any, user: Any) -> dict[str, Any]:
    """What ``navigator.credentials.create`` is given."""
    package = library()
    from webauthn.helpers import structs

    name = str(getattr(user, "email", None) or getattr(user, "username", None) or accounts.users.user_key(user))
    options = package.generate_registration_options(
        rp_id=domain(accounts),
        rp_name=accounts.site_name,
        user_id=_handle(accounts, user),
        user_name=name,
        user_display_name=name,
        # One that is there already is not made twice.
        exclude_credentials=_descriptors(accounts, user),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            # Found without a name, where the device can; verified, so that it counts as two factors.
            resident_key=structs.ResidentKeyRequirement.PREFERRED,
            user_verification=structs.UserVerificationRequirement.PREFERRED,
        ),
    )
    return _challenge(package, options, "create", accounts.users.user_key(user))


def keep(accounts: Any, user: Any, answer: Mapping[str, Any], name: str) -> Any:
    """Proves what a device answered, and keeps its public key. Raises ``Refused``."""
    package = library()
    challenge = _spend(accounts, "create", accounts.users.user_key(user))
    try:
        proved = package.verify_registration_response(
            credential=dict(answer), expected_challenge=challenge, expected_rp_id=domain(accounts), expected_origin=origin()
        )
    except errors() as error:
        raise _refused(accounts) from error
    if accounts.users.credential_by_id(proved.credential_id) is not None:
        raise Refused(accounts.texts.say("This passkey is known already."), "passkey")
    response = answer.get("response")
    transports = response.get("transports") if isinstance(response, dict) else None
    fields = {
        "user_id": _key(accounts, user),
        "credential_id": proved.credential_id,
        "public_key": proved.credential_public_key,
        "sign_count": proved.sign_count,
        "transports": [word for word in (transports if isinstance(transports, list) else ()) if is_word(word)][:8],
        "backup_state": proved.credential_backed_up,
        "device_type": proved.credential_device_type.value,
        "name": name[:64],
        "usage": "first" if proved.user_verified else "secondary",
        "create_datetime": now(),
        "lastuse_datetime": now(),
    }
    row = accounts.users.new_credential(**fields)
    accounts.users.add(row)
    accounts.users.commit()
    return row


def is_word(word: Any) -> bool:
    """Whether a device's word for how it is reached may be kept."""
    return isinstance(word, str) and word.replace("-", "").isalnum() and len(word) <= 20


# -- a passkey is shown ----------------------------------------------------------------------------------------------


def request_options(accounts: Any, user: Optional[Any], purpose: str) -> dict[str, Any]:
    """What ``navigator.credentials.get`` is given. Without a user the device says who it is, and nothing is told of anybody."""
    package = library()
    from webauthn.helpers import structs

    verification = structs.UserVerificationRequirement
    options = package.generate_authentication_options(
        rp_id=domain(accounts),
        allow_credentials=_descriptors(accounts, user) if user is not None else [],
        # Alone it has to be two factors; after a password the device itself is the second.
        user_verification=verification.REQUIRED if purpose == "login" else verification.PREFERRED,
    )
    return _challenge(package, options, purpose, accounts.users.user_key(user) if user is not None else "")


def prove(accounts: Any, user: Optional[Any], answer: Mapping[str, Any], purpose: str) -> Any:
    """Whose passkey was shown. With ``user`` it has to be one of theirs. Raises ``Refused``."""
    package = library()
    challenge = _spend(accounts, purpose, accounts.users.user_key(user) if user is not None else "")
    from webauthn.helpers import base64url_to_bytes

    try:
        credential_id = base64url_to_bytes(str(answer.get("rawId") or answer.get("id") or ""))
    except ValueError:
        raise _refused(accounts) from None
    row = accounts.users.credential_by_id(credential_id)
    owner = accounts.users.user_by_key(str(row.user_id)) if row is not None else None
    if row is None or owner is None or (user is not None and accounts.users.user_key(owner) != accounts.users.user_key(user)):
        raise _refused(accounts)
    if purpose == "login" and row.usage != "first":
        raise _refused(accounts)
    response = answer.get("response")
    handle = response.get("userHandle") if isinstance(response, dict) else None
    if (handle or user is None) and not _is_handle_of(accounts, owner, handle):
        raise _refused(accounts)
    # Alone with the account, so that of two answers with one counter the second is seen as what it is: a copy of the device.
    if accounts.users.lock_user(owner) is None:
        accounts.users.rollback()
        raise _refused(accounts)
    row = accounts.users.credential_by_id(credential_id)
    if row is None:
        accounts.users.rollback()
        raise _refused(accounts)
    try:
        proved = package.verify_authentication_response(
            credential=dict(answer),
            expected_challenge=challenge,
            expected_rp_id=domain(accounts),
            expected_origin=origin(),
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count or 0,
            require_user_verification=purpose == "login",
        )
    except errors() as error:
        accounts.users.rollback()
        raise _refused(accounts) from error
    row.sign_count, row.lastuse_datetime, row.backup_state = proved.new_sign_count, now(), proved.credential_backed_up
    accounts.users.add(row)
    accounts.users.commit()
    return owner


# -- where and for whom ----------------------------------------------------------------------------------------------


def domain(accounts: Any) -> str:
    """The domain that passkeys belong to."""
    wanted = accounts.settings["passkey_domain"]
    return str(wanted or urlsplit(f"//{request.host}").hostname or "")


def origin() -> str:
    """The origin whose pages may ask devices; the host was judged by the guard."""
    return f"{request.scheme}://{request.host}"


def _handle(accounts: Any, user: Any) -> bytes:
    """What devices keep as the user's name for us: random where there is a column, and never an address or a number (WebAuthn 14.6.1)."""
    users = accounts.users
    if not users.has(user, "fs_webauthn_user_handle"):
        return _stopple.fingerprint(f"passkey\0{users.user_key(user)}\0{state_of(current_app).app.import_name}").encode()[:64]
    if not user.fs_webauthn_user_handle:
        user.fs_webauthn_user_handle = _stopple.new_token()[:43]
        users.add(user)
        users.commit()
    return str(user.fs_webauthn_user_handle).encode()[:64]


def _is_handle_of(accounts: Any, user: Any, handle: Any) -> bool:
    from webauthn.helpers import base64url_to_bytes

    try:
        shown = base64url_to_bytes(str(handle or ""))
    except ValueError:
        return False
    return _stopple.is_same(shown.hex(), _handle(accounts, user).hex())


def _descriptors(accounts: Any, user: Any) -> list[Any]:
    from webauthn.helpers import structs

    known = {transport.value: transport for transport in structs.AuthenticatorTransport}
    found = []
    for row in accounts.users.credentials(user):
        transports = [known[word] for word in row.transports or () if word in known]
        found.append(structs.PublicKeyCredentialDescriptor(id=row.credential_id, transports=transports or None))
    return found


# -- challenges ------------------------------------------------------------------------------------------------------


def _challenge(package: Any, options: Any, purpose: str, user: str) -> dict[str, Any]:
    session[KEY] = {"challenge": options.challenge.hex(), "purpose": purpose, "user": user, "at": int(time.time())}
    described: dict[str, Any] = json.loads(package.options_to_json(options))
    return described


def _spend(accounts: Any, purpose: str, user: str) -> bytes:
    """The challenge of this session, which is used up whatever comes of it. An answer that is sent again, with a copy of the cookie,
    finds it spent."""
    kept, clock = session.pop(KEY, None), int(time.time())
    if not isinstance(kept, dict) or kept["purpose"] != purpose or kept["user"] != user or not 0 <= clock - kept["at"] <= SECONDS:
        raise _refused(accounts)
    if not state_of(current_app).store.spend(f"passkey\0{kept['challenge']}", clock + SECONDS + 60, clock):
        raise _refused(accounts)
    return bytes.fromhex(kept["challenge"])


def errors() -> tuple[type[Exception], ...]:
    """What the library raises for answers that are wrong or made up."""
    from webauthn.helpers.exceptions import WebAuthnException

    return (WebAuthnException, ValueError, KeyError, TypeError)


def _refused(accounts: Any) -> Refused:
    return Refused(accounts.texts.say("This passkey was not accepted. Please try again."), "passkey")
