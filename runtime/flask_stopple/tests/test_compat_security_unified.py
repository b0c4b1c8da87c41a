"""The unified sign-in of Flask-Security by its names: passwords and codes, each code once, and nothing told of anybody."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

pytest.importorskip("flask_wtf", reason="the extra `forms` is not installed")
from flask_stopple import _stopple  # noqa: E402
from flask_stopple.compat import flask_security as compat  # noqa: E402
from security_shop import PASSWORD, Shop  # noqa: E402

ADA, BOB = "ada@shop.example", "bob@shop.example"
SETTINGS = {
    "SECURITY_UNIFIED_SIGNIN": True,
    "SECURITY_TOTP_SECRETS": {"1": "a text that only this test knows, as long as it is"},
    "SECURITY_TOTP_ISSUER": "shop",
    "SECURITY_SMS_SERVICE": "kept",
}


class Phone(compat.SmsSenderBaseClass):
    """Keeps what is sent."""

    messages: list[str] = []

    def send_sms(self, from_number: str, to_number: str, msg: str) -> None:
        self.messages.append(msg)


compat.SmsSenderFactory.senders["kept"] = Phone


class CodeShop(Shop):
    """An application with the unified sign-in: Ada has codes by mail."""

    def __init__(self, **config: Any) -> None:
        super().__init__(old=False, **{**SETTINGS, **config})
        with self.app.app_context():
            self.users.us_setup_email(self.users.find_user(email=ADA))
            self.users.commit()

    def mailed(self, client: Any, email: str = ADA) -> list[Any]:
        """What is sent when somebody asks for a code."""
        with self.mail.record_messages() as sent:
            answer = client.post("/us-signin/send-code", json={"identity": email, "chosen_method": "email"})
        assert answer.status_code == 200, answer.text
        return sent

    def code(self, client: Any) -> str:
        (mail,) = self.mailed(client)
        return re.search(r"\b(\d{6})\b", mail.body).group(1)


def sign_in(client: Any, passcode: str, identity: str = ADA) -> Any:
    return client.post("/us-signin", json={"identity": identity, "passcode": passcode})


def is_in(client: Any) -> bool:
    return client.get("/profile").status_code == 200


def test_a_password_and_a_mailed_code_sign_in_and_the_code_once():
    shop = CodeShop()
    client = shop.app.test_client()
    assert sign_in(client, PASSWORD).status_code == 200 and is_in(client)
    client = shop.app.test_client()
    code = shop.code(client)
    assert sign_in(client, code).status_code == 200 and is_in(client)
    assert sign_in(shop.app.test_client(), code).status_code == 400
    # It was hers.
    assert sign_in(shop.app.test_client(), shop.code(shop.app.test_client()), BOB).status_code == 400


def test_the_link_in_the_mail_signs_in_once():
    shop = CodeShop()
    (mail,) = shop.mailed(shop.app.test_client())
    link = re.search(r"http://localhost(\S+)", mail.body).group(1)
    client = shop.app.test_client()
    assert client.get(link).status_code == 200 and not is_in(client), "opening the link was enough"
    assert client.post(link).location == "/" and is_in(client)
    thief = shop.app.test_client()
    assert thief.post(link).location == "/us-signin" and not is_in(thief)


def test_answers_do_not_tell_who_is_there_and_what_they_have():
    shop = CodeShop()
    said = set()
    for email in (ADA, BOB, "nobody@shop.example"):
        client = shop.app.test_client()
        answer = client.post("/us-signin/send-code", data={"identity": email, "chosen_method": "email"})
        said.add((answer.status_code, re.sub(re.escape(email), "", answer.text)))
        answer = sign_in(client, "000000", email)
        said.add((answer.status_code, str(answer.json["response"]["field_errors"])))
    assert len(said) == 2, said
    assert len(shop.mailed(shop.app.test_client(), BOB)) == 0


def test_a_method_that_is_not_offered_opens_nothing():
    shop = CodeShop(SECURITY_US_ENABLED_METHODS=["email"])
    client = shop.app.test_client()
    assert sign_in(client, PASSWORD).status_code == 400
    code = shop.code(client)
    shop.app.config["SECURITY_US_ENABLED_METHODS"] = ["sms"]
    assert sign_in(client, code).status_code == 400 and not is_in(client)


def test_codes_are_not_guessed_without_end():
    shop = CodeShop(STOPPLE_ACCOUNTS_ACCOUNT_RATE="3/hour")
    friend = shop.app.test_client()
    sign_in(friend, PASSWORD)
    friend.post("/logout")
    answers = [sign_in(shop.app.test_client(), f"{number:06}").status_code for number in range(5)]
    # Hers was the first try of that account.
    assert answers == [400, 400, 429, 429, 429]
    # As for somebody who is not there; and her own browser has a count of its own.
    answers = [sign_in(shop.app.test_client(), f"{number:06}", "nobody@shop.example").status_code for number in range(5)]
    assert answers == [400, 400, 400, 429, 429]
    assert sign_in(friend, PASSWORD).status_code == 200


def test_an_app_and_a_phone_are_set_up_by_their_first_code():
    shop = CodeShop()
    client = shop.app.test_client()
    sign_in(client, PASSWORD)
    said = client.post("/us-setup", json={"chosen_method": "authenticator"}).json["response"]
    state, secret = said["state"], said["authr_b32key"]
    assert client.post(f"/us-setup/{state}", json={"passcode": "000000"}).status_code == 400
    # Somebody else with the state sets up nothing.
    other = shop.app.test_client()
    sign_in(other, PASSWORD, BOB)
    now = int(time.time())
    assert other.post(f"/us-setup/{state}", json={"passcode": _stopple.totp_at(secret, now)}).status_code == 400
    assert client.post(f"/us-setup/{state}", json={"passcode": _stopple.totp_at(secret, now)}).status_code == 200
    Phone.messages.clear()
    state = client.post("/us-setup", json={"chosen_method": "sms", "phone": "650-555-1212"}).json["response"]["state"]
    code = Phone.messages[0].split()[-1]
    assert client.post(f"/us-setup/{state}", json={"passcode": code}).json["response"]["phone"] == "+16505551212"
    client.post("/logout")
    assert sign_in(client, _stopple.totp_at(secret, now)).status_code == 400, "the code that set the app up signed in"
    assert sign_in(client, _stopple.totp_at(secret, now + 30)).status_code == 200
    assert client.post("/us-setup", json={"delete_method": ["authenticator"]}).status_code == 200
    active = client.get("/us-setup", headers={"Accept": "application/json"}).json["response"]["active_methods"]
    assert sorted(active) == ["email", "password", "sms"]


def test_a_phone_number_belongs_to_one_user():
    shop = CodeShop()
    with shop.app.app_context():
        shop.users.us_set(shop.users.find_user(email=BOB), "sms", "x", "+16505551212")
        shop.users.commit()
    client = shop.app.test_client()
    sign_in(client, PASSWORD)
    assert client.post("/us-setup", json={"chosen_method": "sms", "phone": "650-555-1212"}).status_code == 400


def test_a_password_asks_for_the_second_factor_and_a_message_does_not():
    shop = CodeShop(SECURITY_TWO_FACTOR=True, SECURITY_TWO_FACTOR_REQUIRED=True)
    with shop.app.app_context():
        ada = shop.users.find_user(email=ADA)
        shop.users.us_set(ada, "sms", compat_secret(shop), "+16505551212")
        shop.users.commit()
    client = shop.app.test_client()
    assert sign_in(client, PASSWORD).json["response"]["tf_required"] and not is_in(client)
    Phone.messages.clear()
    client.post("/us-signin/send-code", json={"identity": ADA, "chosen_method": "sms"})
    assert sign_in(client, Phone.messages[0].split()[-1]).status_code == 200 and is_in(client)


def compat_secret(shop: CodeShop) -> str:
    return str(shop.app.extensions["security"].totp_factory.generate_totp_secret())


def test_a_code_makes_a_login_fresh_again():
    shop = CodeShop()
    client = shop.app.test_client()
    sign_in(client, PASSWORD)
    with client.session_transaction() as session:
        session["fs_paa"] -= 100_000
        session.pop("fs_gexp", None)
    assert client.get("/us-setup").location == "/us-verify?next=/us-setup"
    with shop.mail.record_messages() as sent:
        client.post("/us-verify/send-code?next=/us-setup", data={"chosen_method": "email"})
    # Only who is logged in gets in by it: no link.
    assert "http" not in sent[0].body
    assert client.post("/us-verify?next=/us-setup", data={"passcode": "000000"}).status_code == 200
    code = re.search(r"\b(\d{6})\b", sent[0].body).group(1)
    assert client.post("/us-verify?next=/us-setup", data={"passcode": code}).location == "/us-setup"
    assert client.get("/us-setup").status_code == 200


def test_it_takes_the_place_of_the_login_page():
    shop = CodeShop(SECURITY_US_SIGNIN_REPLACES_LOGIN=True)
    client = shop.app.test_client()
    assert "passcode" in client.get("/login").text
    assert client.post("/login", data={"identity": ADA, "passcode": PASSWORD}).location == "/" and is_in(client)
