"""Passkeys against a device that the test plays itself: what is signed, for whom, and only once."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from library import PASSWORD, Library

cbor2 = pytest.importorskip("cbor2")
from cryptography.hazmat.primitives import hashes  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec  # noqa: E402

ORIGIN = "https://localhost"


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def data(text_: str) -> bytes:
    return urlsafe_b64decode(text_ + "=" * (-len(text_) % 4))


class Device:
    """A platform authenticator with one key (WebAuthn 6.1)."""

    def __init__(self, verifies: bool = True) -> None:
        self.key, self.id, self.count, self.verifies = ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16), 0, verifies
        self.handle = b""

    def _authenticator_data(self, domain: str, more: bytes = b"", flags: int = 0) -> bytes:
        self.count += 1
        flags |= 1 | (4 if self.verifies else 0)
        return hashlib.sha256(domain.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big") + more

    @staticmethod
    def _client_data(kind: str, challenge: str, origin: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}).encode()

    def create(self, options, origin=ORIGIN):
        self.handle = data(options["user"]["id"])
        point = self.key.public_key().public_numbers()
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cose
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": self._authenticator_data(options["rp"]["id"], attested, 0x40)})
        client = self._client_data("webauthn.create", options["challenge"], origin)
        response = {"clientDataJSON": text(client), "attestationObject": text(made), "transports": ["internal"]}
        return {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response}

    def show(self, options, origin=ORIGIN, domain=None):
        signed = self._authenticator_data(domain or options["rpId"])
        client = self._client_data("webauthn.get", options["challenge"], origin)
        signature = self.key.sign(signed + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"clientDataJSON": text(client), "authenticatorData": text(signed), "signature": text(signature), "userHandle": text(self.handle)}
        return {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response}


@pytest.fixture
def library():
    library = Library()
    library.reader("ann")
    library.reader("bob")
    return library


def keep(library, device, name="ann"):
    client = library.client(name)
    options = client.post("/account/passkeys/options", json={}).json["options"]
    answer = client.post("/account/passkeys/add", json={"name": "phone", "credential": device.create(options)})
    assert answer.status_code == 200, answer.text
    return client


def login_options(client):
    answer = client.post("/account/login/passkey/options", json={})
    assert answer.status_code == 200, answer.text
    return answer.json["options"]


def log_in(client, credential):
    return client.post("/account/login/passkey", json={"credential": credential})


def is_in(client):
    return client.get("/who").json["known"]


def test_a_passkey_logs_in_without_a_name(library):
    device = Device()
    keep(library, device)
    client = library.client()
    options = login_options(client)
    # Nothing is told of anybody.
    assert not options.get("allowCredentials") and options["userVerification"] == "required"
    assert log_in(client, device.show(options)).status_code == 200 and is_in(client)


def test_a_passkey_is_a_second_factor(library):
    device = Device(verifies=False)
    keep(library, device)
    client = library.client()
    answer = client.post("/account/login", json={"identity": "ann", "password": PASSWORD})
    assert answer.json["second_factor"] == ["passkey"]
    options = client.post("/account/second-factor/passkey/options", json={}).json["options"]
    assert client.post("/account/second-factor/passkey", json={"credential": device.show(options)}).status_code == 200 and is_in(client)
    # Alone it is one factor only, for it asked for no PIN.
    other = library.client()
    assert log_in(other, device.show(login_options(other))).status_code == 400 and not is_in(other)


def test_passkey_replay(library):
    """An answer works once, also with a copy of the cookie."""
    device = Device()
    keep(library, device)
    client, thief = library.client(), library.client()
    shown = device.show(login_options(client))
    thief.set_cookie("__Host-session", client.get_cookie("__Host-session").value, secure=True)
    assert log_in(client, shown).status_code == 200
    assert log_in(thief, shown).status_code == 400 and not is_in(thief)
    fresh = library.client()
    login_options(fresh)
    assert log_in(fresh, shown).status_code == 400 and not is_in(fresh)


@pytest.mark.parametrize("lie", ["origin", "domain", "signature", "counter", "user", "handle", "purpose", "nothing"])
def test_passkey_of_a_wrong_origin_and_other_lies(library, lie):
    device, other = Device(), Device()
    keep(library, device)
    keep(library, other, "bob")
    client = library.client()
    options = login_options(client)
    shown = device.show(options)
    if lie == "origin":
        shown = device.show(options, origin="https://localhost.evil.example")
    elif lie == "domain":
        shown = device.show(options, domain="evil.example")
    elif lie == "signature":
        shown["response"]["signature"] = other.show(options)["response"]["signature"]
    elif lie == "counter":
        device.count = 0
        shown = device.show(options)
    elif lie == "user":
        shown = device.show(options)
        shown["id"] = shown["rawId"] = text(other.id)
    elif lie == "handle":
        shown["response"]["userHandle"] = text(other.handle)
    elif lie == "purpose":
        signed_in = library.client("ann")
        signed_in.post("/account/login/confirm/passkey/options", json={})
        assert log_in(signed_in, device.show(signed_in.post("/account/login/confirm/passkey/options", json={}).json["options"])).status_code == 400
        return
    else:
        shown = {}
    answer = log_in(client, shown)
    assert answer.status_code == 400 and not is_in(client)


def test_only_ones_own_passkeys_are_listed_and_removed(library):
    device = Device()
    ann, bob = keep(library, device), library.client("bob")
    key = ann.get("/account/passkeys").json["passkeys"][0]["id"]
    assert bob.get("/account/passkeys").json["passkeys"] == []
    assert bob.post("/account/passkeys/remove", json={"id": key}).status_code == 404
    assert ann.post("/account/passkeys/remove", json={"id": key}).status_code == 200
    client = library.client()
    assert log_in(client, device.show(login_options(client))).status_code == 400


def test_a_passkey_is_kept_once_and_for_one_origin(library):
    device = Device()
    client = keep(library, device)
    options = client.post("/account/passkeys/options", json={}).json["options"]
    assert client.post("/account/passkeys/add", json={"name": "again", "credential": device.create(options)}).status_code == 400
    options = client.post("/account/passkeys/options", json={}).json["options"]
    answer = client.post("/account/passkeys/add", json={"name": "evil", "credential": Device().create(options, "https://evil.example")})
    assert answer.status_code == 400
