"""Passkeys by the names of Flask-Security: made, shown alone and after a password, shown again, and only once."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest

pytest.importorskip("flask_wtf", reason="the extra `forms` is not installed")
pytest.importorskip("webauthn", reason="the extra `passkeys` is not installed")
pytest.importorskip("cbor2")
from device import Device, text  # noqa: E402
from flask_stopple import Stopple  # noqa: E402
from flask_stopple.compat import flask_security as compat  # noqa: E402
from security_shop import PASSWORD, Shop  # noqa: E402

ORIGIN = "http://localhost"


class KeyShop(Shop):
    """An application with passkeys; with ``guarded`` under Stopple as it is."""

    def __init__(self, guarded: bool = False, **config: Any) -> None:
        super().__init__(old=False, SECURITY_WEBAUTHN=True, **config)
        if guarded:
            Stopple(self.app)

        @self.app.get("/fresh")
        @compat.auth_required(within=60)
        def fresh() -> str:
            return "fresh"

    def client(self, name: str = "") -> Any:
        client = self.app.test_client()
        if name:
            assert self.log_in(client, name).status_code == 200
        return client

    @staticmethod
    def log_in(client: Any, name: str) -> Any:
        return client.post("/login", json={"email": f"{name}@shop.example", "password": PASSWORD})


def ask(client: Any, path: str, **fields: Any) -> tuple[str, Any]:
    """The first half: where the answer goes, and what the device is asked."""
    answer = client.post(path, json=fields)
    assert answer.status_code == 200, answer.text
    said = answer.json["response"]
    return f"{path}/{said['wan_state']}", said["credential_options"]


def give(client: Any, where: str, credential: Any) -> Any:
    return client.post(where, json={"credential": json.dumps(credential)})


def keep(client: Any, device: Device, usage: str = "first", name: str = "phone") -> Any:
    where, options = ask(client, "/wan-register", name=name, usage=usage)
    return give(client, where, device.create(options, ORIGIN))


def errors(answer: Any) -> list[str]:
    return answer.json["response"]["errors"]


def test_a_passkey_signs_in_without_a_name_and_each_answer_counts_once():
    shop, device = KeyShop(), Device()
    assert keep(shop.client("ada"), device).status_code == 200
    client = shop.client()
    where, options = ask(client, "/wan-signin")
    # Nothing is told of anybody, with a name or without one.
    assert options["allowCredentials"] == []
    assert ask(client, "/wan-signin", identity="ada@shop.example")[1]["allowCredentials"] == []
    shown = device.show(options, ORIGIN)
    assert give(client, where, shown).status_code == 200
    assert client.get("/profile").text == "ada@shop.example"
    thief = shop.client()
    # A device without a counter sends the same number for ever: the state is what is used up.
    with shop.app.app_context():
        shop.users.find_webauthn(device.id).sign_count = 0
        shop.users.commit()
    assert give(thief, where, shown).status_code == 400 and thief.get("/profile").status_code == 302


def test_an_answer_for_another_origin_state_or_user_is_refused():
    shop, device = KeyShop(), Device()
    keep(shop.client("ada"), device)
    client = shop.client()
    where, options = ask(client, "/wan-signin")
    assert "origin" in errors(give(client, where, device.show(options, "https://evil.example")))[0]
    _other, options_of_another = ask(client, "/wan-signin")
    assert "challenge" in errors(give(client, where, device.show(options_of_another, ORIGIN)))[0]
    shown = device.show(options, ORIGIN)
    shown["response"]["userHandle"] = text(b"somebody else")
    assert errors(give(client, where, shown)) == ["Credential user handle does not match"]
    # The state of a registration opens nothing.
    state = ask(shop.client("ada"), "/wan-register", name="other")[0].rsplit("/", 1)[1]
    assert give(client, f"/wan-signin/{state}", device.show(options, ORIGIN)).status_code == 400
    assert client.get("/profile").status_code == 302


def test_the_state_of_one_user_keeps_no_passkey_for_another():
    shop, device = KeyShop(), Device()
    where, options = ask(shop.client("ada"), "/wan-register", name="phone")
    bob = shop.client("bob")
    assert give(bob, where, device.create(options, ORIGIN)).status_code == 400
    with shop.app.app_context():
        assert shop.users.find_webauthn(device.id) is None


def test_after_the_password_a_second_passkey_is_asked_for():
    shop, device = KeyShop(), Device(verifies=False)
    keep(shop.client("ada"), device, "secondary")
    client = shop.client()
    said = shop.log_in(client, "ada").json["response"]
    assert said["tf_required"] and said["tf_signin_url"] == "/wan-signin"
    assert client.get("/profile").status_code == 302
    where, options = ask(client, "/wan-signin")
    assert [key["id"] for key in options["allowCredentials"]] == [text(device.id)]
    # Somebody else's passkey is no second factor of hers, and this one is no first one.
    other = Device()
    keep(shop.client("bob"), other, "secondary")
    assert give(client, where, other.show(options, ORIGIN)).status_code == 400
    assert give(client, where, device.show(options, ORIGIN)).status_code == 200
    assert client.get("/profile").text == "ada@shop.example"
    stranger = shop.client()
    where, options = ask(stranger, "/wan-signin")
    assert "another step" in errors(give(stranger, where, device.show(options, ORIGIN)))[0]


def test_a_device_that_knows_its_user_is_both_factors_unless_the_settings_say_no():
    shop = KeyShop()
    first, second = Device(), Device(verifies=False)
    client = shop.client("ada")
    keep(client, first)
    keep(client, second, "secondary", "key")
    for allowed in (True, False):
        shop.app.config["SECURITY_WAN_ALLOW_AS_MULTI_FACTOR"] = allowed
        client = shop.client()
        where, options = ask(client, "/wan-signin")
        said = give(client, where, first.show(options, ORIGIN)).json["response"]
        assert said.get("tf_required", False) is not allowed
        assert (client.get("/profile").status_code == 200) is allowed


def test_who_is_switched_off_does_not_come_in():
    shop, device = KeyShop(), Device()
    keep(shop.client("ada"), device)
    with shop.app.app_context():
        shop.users.deactivate_user(shop.users.find_user(email="ada@shop.example"))
        shop.users.commit()
    client = shop.client()
    where, options = ask(client, "/wan-signin")
    assert give(client, where, device.show(options, ORIGIN)).status_code == 400 and client.get("/profile").status_code == 302


def test_a_passkey_makes_a_login_fresh_again():
    shop, device = KeyShop(SECURITY_FRESHNESS_GRACE_PERIOD=timedelta(0)), Device()
    client = shop.client("ada")
    keep(client, device)
    other = Device()
    keep(shop.client("bob"), other)
    with client.session_transaction() as session:
        session["fs_paa"] -= 7200
        session.pop("fs_gexp", None)
    assert client.get("/fresh", headers={"Accept": "application/json"}).json["response"]["has_webauthn_verify_credential"]
    assert 'action="/wan-verify?next=/fresh"' in client.get("/verify?next=/fresh").text
    where, options = ask(client, "/wan-verify")
    assert give(client, where, other.show(options, ORIGIN)).status_code == 400
    assert client.get("/fresh").status_code == 302
    assert give(client, where, device.show(options, ORIGIN)).status_code == 200
    assert client.get("/fresh").text == "fresh"


def test_the_pages_hold_the_question_in_a_script_that_no_name_breaks():
    name = 'Tom\'s </script> "shop"'
    shop, device = KeyShop(SECURITY_WAN_RP_NAME=name), Device()
    client = shop.client("bob")
    page = client.post("/wan-register", data={"name": "phone", "usage": "first"}).text
    assert page.count("</script>") == page.count("<script"), "a name ended the script"
    quoted = re.search(r"handleRegister\('([^']*)'\)", page).group(1)
    # As a browser reads a text between quotes.
    options = json.loads(re.sub(r"\\(?:u([0-9a-f]{4})|(.))", lambda it: chr(int(it[1], 16)) if it[1] else it[2], quoted))
    assert options["rp"]["name"] == name
    where = re.search(r'<form action="(\S+)"', page).group(1)
    answer = client.post(where, data={"credential": json.dumps(device.create(options, ORIGIN))}, follow_redirects=True)
    assert "The passkey phone is there" in answer.text
    assert "Nickname: " not in client.post("/wan-delete", data={"name": "phone"}, follow_redirects=True).text


def test_under_guard_the_script_has_its_nonce_and_calls_its_function():
    client = KeyShop(guarded=True, WTF_CSRF_ENABLED=True).app.test_client()

    def send(path: str, **fields: str) -> Any:
        page = client.get(path, base_url="https://localhost").text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page).group(1)
        headers = {"Sec-Fetch-Site": "same-origin", "Referer": f"https://localhost{path}"}
        return client.post(path, data={**fields, "csrf_token": token}, base_url="https://localhost", headers=headers)

    assert send("/login", email="bob@shop.example", password=PASSWORD).location == "/"
    answer = send("/wan-register", name="phone", usage="first")
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"]).group(1)
    scripts = re.findall(r"<script[^>]*>", answer.text)
    assert len(scripts) == 2 and all(f'nonce="{nonce}"' in script for script in scripts), scripts
    # What is printed into a script is a text under guard, so its functions are not.
    assert "handleRegister('{" in answer.text
