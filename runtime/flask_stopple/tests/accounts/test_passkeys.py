"""Passkeys against a device that the test plays itself: what is signed, for whom, and only once."""

from __future__ import annotations

import pytest
from library import PASSWORD, Library

pytest.importorskip("cbor2")
from device import Device, text  # noqa: E402


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
