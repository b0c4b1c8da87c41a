"""A device with passkeys that tests play themselves: what is signed, and for whom."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

ORIGIN = "https://localhost"


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def data(text_: str) -> bytes:
    return urlsafe_b64decode(text_ + "=" * (-len(text_) % 4))


class Device:
    """A platform authenticator with one key (WebAuthn 6.1); with ``verifies`` it knows its user."""

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
        made = cbor2.dumps(
            {"fmt": "none", "attStmt": {}, "authData": self._authenticator_data(options["rp"]["id"], attested, 0x40)}
        )
        client = self._client_data("webauthn.create", options["challenge"], origin)
        response = {"clientDataJSON": text(client), "attestationObject": text(made), "transports": ["internal"]}
        return {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response}

    def show(self, options, origin=ORIGIN, domain=None):
        signed = self._authenticator_data(domain or options["rpId"])
        client = self._client_data("webauthn.get", options["challenge"], origin)
        signature = self.key.sign(signed + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": text(client),
            "authenticatorData": text(signed),
            "signature": text(signature),
            "userHandle": text(self.handle),
        }
        return {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response}
