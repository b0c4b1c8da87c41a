"""Flask-Security by its names: an application as tutorials write it, with tables of then, and what is safer with intent."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from datetime import timedelta
from typing import Any, Callable

import pytest
from flask import redirect

pytest.importorskip("flask_wtf", reason="the extra `forms` is not installed")
from flask_stopple import Stopple, _stopple
from flask_stopple.compat import flask_security as compat
from security_shop import LINK, PASSWORD, Shop


@pytest.fixture
def shop() -> Callable[..., Shop]:
    return Shop


def test_the_tutorial_with_roles_runs_on_its_old_tables(shop):
    client = (app := shop()).client()
    assert client.get("/admin").status_code == 403
    assert app.log_in(client).location == "/"
    assert client.get("/admin").text == "the admin page"
    client.post("/logout")
    app.log_in(client, "bob@shop.example")
    assert client.get("/admin").status_code == 403
    assert client.get("/profile").text == "bob@shop.example"


def test_an_anonymous_visitor_is_sent_to_the_login_page_and_back(shop):
    client = shop().client()
    answer = client.get("/profile")
    assert answer.location == "/login?next=/profile"
    assert client.post(answer.location, data={"email": "ada@shop.example", "password": PASSWORD}).location == "/profile"


def test_who_is_switched_off_is_out_at_the_next_request(shop):
    client = (app := shop(old=False)).client()
    app.log_in(client)
    with app.app.app_context():
        app.users.deactivate_user(app.users.find_user(email="ada@shop.example"))
        app.users.commit()
    assert client.get("/profile").status_code == 302


def test_a_role_that_is_withdrawn_is_gone_at_the_next_request(shop):
    client = (app := shop(old=False)).client()
    app.log_in(client)
    with app.app.app_context():
        app.users.remove_role_from_user(app.users.find_user(email="ada@shop.example"), "admin")
        app.users.commit()
    assert client.get("/admin").status_code == 403


@pytest.mark.parametrize("made", ["hmac", "plain"])
def test_hashes_of_before_are_verified_and_renewed(shop, made):
    app = shop()
    with app.app.app_context():
        word = compat.get_hmac(PASSWORD).decode() if made == "hmac" else PASSWORD
        user = app.users.find_user(email="ada@shop.example")
        # Other parameters than ours, as an older version chose them; with the HMAC that Flask-Security puts before it.
        user.password = before = _stopple.hash_password(word, 16, 2, 1)
        app.users.commit()
    assert app.log_in(app.client()).status_code == 302
    if made == "hmac":
        renewed = app.password_of("ada@shop.example")
        assert renewed != before and _stopple.verify_password(PASSWORD, renewed)


def test_a_password_in_plain_text_opens_nothing(shop):
    app = shop()
    with app.app.app_context():
        app.users.find_user(email="ada@shop.example").password = PASSWORD
        app.users.commit()
    assert app.log_in(app.client()).status_code == 200


def test_default_23_a_login_that_fails_does_not_tell_why(shop):
    client = (app := shop()).client()
    wrong = app.log_in(client, password="wrong one here").text
    nobody = app.log_in(client, "eve@shop.example").text
    assert wrong.replace("ada@", "eve@") == nobody


def test_default_23_register_and_reset_answer_alike_for_who_is_there_and_who_is_not(shop):
    app = shop(SECURITY_REGISTERABLE=True, SECURITY_RECOVERABLE=True, SECURITY_CONFIRMABLE=True)
    for path, more in (("/register", {"password": PASSWORD, "password_confirm": PASSWORD}), ("/reset", {}), ("/confirm", {})):
        said = []
        for email in ("ada@shop.example", f"new{len(path)}@shop.example"):
            answer = app.client().post(path, data={"email": email, **more}, follow_redirects=True)
            said.append((answer.status_code, re.sub(r"\w+@shop", "x@shop", answer.text)))
        assert said[0] == said[1], f"{path} tells who is there"


def test_default_24_guessing_ends_in_429_and_the_owner_gets_in_elsewhere(shop):
    app = shop(SECURITY_RETURN_GENERIC_RESPONSES=False)
    known, stranger = app.client(), app.client()
    app.log_in(known)
    known.post("/logout")
    answers = [app.log_in(stranger, password=f"wrong number {each}").status_code for each in range(12)]
    assert answers[-1] == 429 and 429 not in answers[:4]
    assert app.log_in(known).status_code == 302


def test_default_25_common_passwords_and_ones_own_name_are_refused(shop):
    client = shop(SECURITY_REGISTERABLE=True).client()
    for password in ("password", "12345678", "aaaaaaaa", "eve@shop.example"):
        fields = {"email": "eve@shop.example", "password": password, "password_confirm": password}
        assert client.post("/register", json=fields).status_code == 400, password


def test_a_reset_link_works_once_and_ends_all_logins(shop):
    app = shop(SECURITY_RECOVERABLE=True)
    there, thief = app.client(), app.client()
    app.log_in(there, remember="y")
    with app.mail.record_messages() as outbox:
        thief.post("/reset", data={"email": "ada@shop.example"})
    (link,) = LINK.findall(outbox[0].body)
    fields = {"password": "a new horse, correct", "password_confirm": "a new horse, correct"}
    assert thief.post(link, data=fields).location == "/login"
    assert thief.post(link, data=fields).location == "/reset", "the link worked twice"
    assert there.get("/profile").status_code == 302, "a login outlived the password"
    assert app.log_in(app.client(), password="a new horse, correct").status_code == 302


def test_two_reset_links_are_worth_one(shop):
    app = shop(SECURITY_RECOVERABLE=True)
    client = app.client()
    with app.mail.record_messages() as outbox:
        for _ in range(2):
            client.post("/reset", data={"email": "ada@shop.example"})
    links = [LINK.findall(message.body)[0] for message in outbox]
    fields = {"password": "a new horse, correct", "password_confirm": "a new horse, correct"}
    assert [client.post(link, data=fields).location for link in links] == ["/login", "/reset"]


def test_a_link_of_one_purpose_opens_nothing_else(shop):
    app = shop(SECURITY_RECOVERABLE=True, SECURITY_CONFIRMABLE=True, SECURITY_LOGIN_WITHOUT_CONFIRMATION=True)
    client = app.client()
    with app.mail.record_messages() as outbox:
        client.post("/confirm", data={"email": "ada@shop.example"})
    (link,) = LINK.findall(outbox[0].body)
    fields = {"password": "a new horse, correct", "password_confirm": "a new horse, correct"}
    assert client.post(link.replace("/confirm/", "/reset/"), data=fields).location == "/reset"


def csrf_of(page: Any) -> str:
    return re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', page.text).group(1)


def test_passwordless_links_log_in_by_a_button_and_once(shop):
    app = shop(SECURITY_PASSWORDLESS=True, WTF_CSRF_ENABLED=True)
    first, second = app.client(), app.client()
    token = csrf_of(first.get("/login"))
    with app.mail.record_messages() as outbox:
        first.post("/login", data={"email": "ada@shop.example", "csrf_token": token})
    (link,) = LINK.findall(outbox[0].body)
    for scanner in (app.client(), first):
        page = scanner.get(link)
        assert page.status_code == 200 and '<form method="post"' in page.text
        assert scanner.head(link).status_code == 200
        assert scanner.get("/profile").status_code == 302, "opening the link was enough"
    assert first.post(link).status_code == 200 and first.get("/profile").status_code == 302, "no token of the page"
    assert first.post(link, data={"csrf_token": csrf_of(first.get(link))}).location == "/"
    assert first.get("/profile").text == "ada@shop.example"
    assert second.post(link, data={"csrf_token": csrf_of(second.get(link))}).location == "/login"


def test_links_work_by_opening_them_where_that_is_wanted(shop):
    app = shop(SECURITY_PASSWORDLESS=True, SECURITY_LINK_PAGES=False)
    (link,) = app.links(lambda client: client.post("/login", data={"email": "ada@shop.example"}))
    first, second = app.client(), app.client()
    assert first.get(link).location == "/" and first.get("/profile").status_code == 200
    assert second.get(link).location == "/login"


def test_addresses_are_confirmed_by_a_button(shop):
    keys = ("CONFIRMABLE", "CHANGE_EMAIL", "LOGIN_WITHOUT_CONFIRMATION", "AUTO_LOGIN_AFTER_CONFIRM")
    app = shop(**{f"SECURITY_{key}": True for key in keys})

    def kept(email: str) -> Any:
        with app.app.app_context():
            user = app.users.find_user(email=email)
            return user and user.confirmed_at

    (link,) = app.links(lambda client: client.post("/confirm", data={"email": "ada@shop.example"}))
    client = app.client()
    assert client.get(link).status_code == 200 and kept("ada@shop.example") is None and client.get("/profile").status_code == 302
    assert client.post(link).location == "/" and kept("ada@shop.example") and client.get("/profile").status_code == 200
    (link,) = app.links(lambda _: client.post("/change-email", data={"email": "ada@new.example"}))
    assert app.client().get(link).status_code == 200 and kept("ada@new.example") is None
    assert app.client().post(link).status_code == 302 and kept("ada@new.example")


def test_default_22_logout_ends_the_session_and_the_tokens_made_in_it(shop):
    app = shop(old=False)
    client = app.client()
    answer = client.post("/login?include_auth_token", json={"email": "ada@shop.example", "password": PASSWORD})
    token = answer.json["response"]["user"]["authentication_token"]
    copy = client.get_cookie("session").value
    asked = {"Authentication-Token": token, "Accept": "application/json"}
    assert app.client().get("/profile", headers=asked).status_code == 200
    client.post("/logout")
    assert app.client().get("/profile", headers=asked).status_code == 401, "the token outlived the logout"
    thief = app.client()
    thief.set_cookie("session", copy)
    assert thief.get("/profile").status_code == 302, "the session outlived the logout"


def test_changing_the_password_ends_other_logins_and_keeps_this_one(shop):
    for old in (True, False):
        app = shop(old=old, SECURITY_CHANGEABLE=True)
        here, elsewhere = app.client(), app.client()
        app.log_in(here)
        app.log_in(elsewhere, remember="y")
        new = "another horse, correct"
        fields = {"password": PASSWORD, "new_password": new, "new_password_confirm": new}
        assert here.post("/change", data=fields).status_code == 302
        assert here.get("/profile").status_code == 200
        assert elsewhere.get("/profile").status_code == 302


def test_default_29_no_other_site_logs_anybody_in_or_out(shop):
    app = shop(WTF_CSRF_ENABLED=True)
    client = app.client()
    page = client.get("/login")
    token = csrf_of(page)
    assert app.log_in(client, csrf_token=token).status_code == 302
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert client.post("/logout", headers=foreign).status_code == 400
    assert client.get("/profile").status_code == 200


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "\\\\evil.example", "/\\evil.example", "https:evil.example"])
def test_next_leads_to_no_other_site(shop, there):
    client = shop().client()
    answer = client.post("/login", query_string={"next": there}, data={"email": "ada@shop.example", "password": PASSWORD})
    assert answer.headers.get("Location", "/") == "/"


def test_a_freshness_check_asks_again(shop):
    app = shop(old=False)

    @app.app.get("/secret")
    @compat.auth_required(within=60, grace=0)
    def secret() -> str:
        return "fresh"

    client = app.client()
    app.log_in(client)
    assert client.get("/secret").text == "fresh"
    with client.session_transaction() as session:
        session["fs_paa"] -= timedelta(minutes=61).total_seconds()
        session.pop("fs_gexp")
    assert client.get("/secret").location == "/verify?next=/secret"
    assert client.post("/verify?next=/secret", data={"password": PASSWORD}).location == "/secret"
    assert client.get("/secret").text == "fresh"


def test_guards_without_names_are_an_error():
    with pytest.raises(TypeError, match="names what is needed"):
        compat.roles_required(lambda: "a view")  # type: ignore[arg-type]


def test_missing_columns_are_named_at_the_start(shop):
    with pytest.raises(ValueError, match="login_count"):
        shop(SECURITY_TRACKABLE=True)


def test_names_of_before_go_on(shop):
    app = shop(SECURITY_USER_IDENTITY_ATTRIBUTES=("email",))
    from flask_stopple.compat.flask_security import registerable, utils

    with app.app.test_request_context():
        ada = app.users.get_user("ada@shop.example")
        assert app.users.get_user(ada.id) is ada
        assert utils.verify_password(PASSWORD, utils.encrypt_password(PASSWORD))
        assert app.users.add_role_to_user("bob@shop.example", "admin")
        assert app.users.find_user(email="bob@shop.example", active=True).has_role("admin")
        assert app.users.find_user(email="bob@shop.example", active=False) is None
        made = registerable.register_user(email="eve@shop.example", password=PASSWORD)
        assert made.verify_and_update_password(PASSWORD)


# -- second factors --------------------------------------------------------------------------------------------------

FACTORS = {
    "SECURITY_TWO_FACTOR": True,
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
    "SECURITY_TOTP_SECRETS": {"1": "a key of before for the secrets in the table"},
    "SECURITY_TOTP_ISSUER": "shop",
}


def with_authenticator(shop: Any) -> tuple[Shop, str]:
    """A shop in which Ada has an authenticator app, and the secret of it."""
    app = shop(old=False, **FACTORS)
    with app.app.app_context():
        sealed = app.security.totp_factory.generate_totp_secret()
        app.users.tf_set(app.users.find_user(email="ada@shop.example"), "authenticator", sealed)
        app.users.commit()
        return app, app.security.totp_factory.open(sealed)


def code_of(secret: str, age: int = 0) -> str:
    return _stopple.totp_at(secret, int(time.time()) - age)


def test_a_password_alone_opens_nothing_where_a_second_factor_is_set_up(shop):
    app, secret = with_authenticator(shop)
    client = app.client()
    assert app.log_in(client).location.startswith("/tf-validate")
    assert client.get("/profile").status_code == 302
    assert client.post("/tf-validate", data={"code": code_of(secret)}).location == "/"
    assert client.get("/profile").text == "ada@shop.example"


def test_default_26_a_code_works_once_and_an_old_one_never(shop):
    app, secret = with_authenticator(shop)
    first, second = app.client(), app.client()
    code = code_of(secret)
    for client in (first, second):
        app.log_in(client)
    old = first.post("/tf-validate", data={"code": code_of(secret, 115)})
    assert old.status_code == 200, "a code that is 115 seconds old was taken"
    assert first.post("/tf-validate", data={"code": code}).status_code == 302
    assert second.post("/tf-validate", data={"code": code}).status_code == 200, "a code was taken twice"


def test_basic_does_not_go_round_a_second_factor(shop):
    app, _secret = with_authenticator(shop)

    @app.app.get("/basic")
    @compat.http_auth_required
    def basic() -> str:
        return "in"

    assert app.client().get("/basic", auth=("ada@shop.example", PASSWORD)).status_code == 401
    assert app.client().get("/basic", auth=("bob@shop.example", PASSWORD)).text == "in"


def test_default_27_recovery_codes_are_hashed_and_work_once(shop):
    app, secret = with_authenticator(shop)
    client = app.client()
    app.log_in(client)
    client.post("/tf-validate", data={"code": code_of(secret)})
    codes = client.post("/mf-recovery-codes", json={}).json["response"]["recovery_codes"]
    with app.app.app_context():
        kept = app.users.find_user(email="ada@shop.example").mf_recovery_codes
        assert len(kept) == len(codes) and not set(kept) & set(codes)
    for expected in (302, 200):
        other = app.client()
        app.log_in(other)
        assert other.post("/mf-recovery", data={"code": codes[0]}).status_code == expected


def test_secrets_and_recovery_codes_of_before_still_work(shop):
    ciphers = pytest.importorskip("cryptography.hazmat.primitives.ciphers")
    app, _secret = with_authenticator(shop)
    raw, salt = bytes(range(20)), b"twelve bytes"
    key = hashlib.pbkdf2_hmac("sha256", FACTORS["SECURITY_TOTP_SECRETS"]["1"].encode(), salt, 1 << 14, 48)
    encryptor = ciphers.Cipher(ciphers.algorithms.AES(key[:32]), ciphers.modes.CTR(key[32:])).encryptor()

    def base32(data: bytes) -> str:
        return base64.b32encode(data).decode().rstrip("=")

    locked = {"c": 14, "k": base32(encryptor.update(raw)), "s": base32(salt), "t": "1", "v": 1}
    with app.app.app_context():
        user = app.users.find_user(email="ada@shop.example")
        user.tf_totp_secret = json.dumps({"enckey": locked, "type": "totp", "v": 1})
        user.mf_recovery_codes = ["1234-5678-9abc"]
        app.users.commit()
    first, second = app.client(), app.client()
    for client in (first, second):
        app.log_in(client)
    assert first.post("/tf-validate", data={"code": code_of(base32(raw))}).status_code == 302
    assert second.post("/mf-recovery", data={"code": "1234-5678-9abc"}).status_code == 302


def test_what_is_switched_on_and_not_there_is_an_error(shop, monkeypatch):
    from flask_stopple.compat.flask_security import core

    monkeypatch.setitem(core.PARTS, "no_such_part", ("WEBAUTHN",))
    with pytest.raises(ValueError, match="SECURITY_WEBAUTHN is not there"):
        shop(old=False, SECURITY_WEBAUTHN=True)


def test_commands_make_users_and_end_their_logins(shop):
    app = shop(old=False, SECURITY_CHANGEABLE=True)
    runner = app.app.test_cli_runner()
    made = runner.invoke(args=["users", "create", "eve@shop.example", "--password", PASSWORD, "--active"])
    assert made.exit_code == 0, made.output
    assert runner.invoke(args=["roles", "add", "eve@shop.example", "admin"]).exit_code == 0
    client = app.client()
    app.log_in(client, "eve@shop.example")
    assert client.get("/admin").status_code == 200
    changed = runner.invoke(args=["users", "change_password", "eve@shop.example", "--password", "another horse, correct"])
    assert changed.exit_code == 0, changed.output
    assert client.get("/profile").status_code == 302


def test_a_second_code_within_the_same_half_minute_is_another_one(shop):
    app = shop(old=False, **FACTORS)
    totp = app.security.totp_factory
    with app.app.test_request_context():
        user = app.users.find_user(email="ada@shop.example")
        secret = totp.generate_totp_secret()
        first = totp.generate_totp_password(secret)
        assert totp.verify_totp(first, secret, user)
        second = totp.generate_totp_password(secret)
        assert second != first and totp.verify_totp(second, secret, user)
        assert not totp.verify_totp(first, secret, user)


# -- signing in elsewhere --------------------------------------------------------------------------------------------


class Elsewhere:
    """A site as Authlib shows it, without the network."""

    address = "ada@shop.example"

    def register(self, name: str, **_said: Any) -> None:
        setattr(self, name, self)

    def authorize_redirect(self, back: str) -> Any:
        return redirect(f"https://elsewhere.example/?back={back}")

    def authorize_access_token(self) -> dict[str, Any]:
        return {"userinfo": {"email": self.address, "email_verified": self.is_proved}}

    is_proved = True


def test_only_a_proved_address_of_another_site_logs_in_and_only_who_is_there(shop):
    pytest.importorskip("authlib", reason="the extra `oauth` is not installed")
    site = Elsewhere()
    app = shop(old=False, SECURITY_OAUTH_ENABLE=True, SECURITY_OAUTH_BUILTIN_PROVIDERS=["google"], security={"oauth": site})
    client = app.client()
    assert client.post("/login/oauthstart/google").location.startswith("https://elsewhere.example/")
    for address, is_proved, is_in in (("ada@shop.example", False, False), ("eve@shop.example", True, False), ("ada@shop.example", True, True)):
        site.address, site.is_proved = address, is_proved
        client = app.client()
        client.get("/login/oauthresponse/google")
        assert (client.get("/profile").status_code == 200) is is_in, f"{address}, proved: {is_proved}"


def test_another_site_does_not_go_round_a_second_factor(shop):
    pytest.importorskip("authlib", reason="the extra `oauth` is not installed")
    site = Elsewhere()
    keys = {**FACTORS, "SECURITY_OAUTH_ENABLE": True, "SECURITY_OAUTH_BUILTIN_PROVIDERS": ["google"]}
    app = shop(old=False, security={"oauth": site}, **keys)
    with app.app.app_context():
        app.users.tf_set(app.users.find_user(email=site.address), "authenticator", app.security.totp_factory.generate_totp_secret())
        app.users.commit()
    client = app.client()
    assert client.get("/login/oauthresponse/google").location.startswith("/tf-validate")
    assert client.get("/profile").status_code == 302


def test_the_whole_guard_beside_it_keeps_users_and_pages(shop):
    keys = {f"SECURITY_{name}": True for name in ("REGISTERABLE", "RECOVERABLE", "CHANGEABLE", "CONFIRMABLE", "LOGIN_WITHOUT_CONFIRMATION")}
    app = shop(old=False, WTF_CSRF_ENABLED=True, **keys)
    Stopple(app.app)
    client, site = app.client(), "https://localhost"
    for path in ("/login", "/register", "/reset", "/confirm"):
        answer = client.get(path, base_url=site)
        assert answer.status_code == 200 and "Content-Security-Policy" in answer.headers, path
    token = csrf_of(client.get("/login", base_url=site))
    fields = {"email": "ada@shop.example", "password": PASSWORD, "csrf_token": token}
    own = {"Origin": site, "Sec-Fetch-Site": "same-origin", "Referer": f"{site}/login"}
    assert client.post("/login", data=fields, base_url=site, headers=own).status_code == 302
    assert client.get("/admin", base_url=site).text == "the admin page"
    assert client.get("/change", base_url=site).status_code == 200


def test_a_catalogue_has_every_text_that_pages_and_mails_say(shop, monkeypatch):
    """For who had the pages in another language than English."""
    from flask_stopple.cli import stopple
    from flask_stopple.compat.flask_security import texts

    keys = ("REGISTERABLE", "RECOVERABLE", "CHANGEABLE", "CONFIRMABLE", "LOGIN_WITHOUT_CONFIRMATION", "CHANGE_EMAIL", "CHANGE_USERNAME")
    keys += ("USERNAME_ENABLE", "USERNAME_RECOVERY", "UNIFIED_SIGNIN", "WEBAUTHN")
    app = shop(old=False, **{f"SECURITY_{key}": True for key in keys}, **FACTORS)
    printed = app.app.test_cli_runner().invoke(stopple, ["texts"])
    assert printed.exit_code == 0, printed.output
    known = {json.loads(line[len("msgid ") :]) for line in printed.output.splitlines() if line.startswith("msgid ")}
    say, said = texts.Domain.gettext, set()

    def heard(domain: Any, string: str, **variables: Any) -> str:
        said.add(string)
        return say(domain, string, **variables)

    monkeypatch.setattr(texts.Domain, "gettext", heard)
    client = app.client()
    app.log_in(client)
    pages = [rule.rule for rule in app.app.url_map.iter_rules() if "GET" in rule.methods and "<" not in rule.rule and rule.endpoint.startswith("security.")]
    assert len(pages) > 15
    for each in (client, app.client()):
        for path in pages:
            each.get(path)
            each.post(path, data={"email": "not one", "password": "x", "code": "1", "identity": "ada", "setup": "authenticator"})
        app.log_in(each)
    app.links(lambda each: [each.post(path, data={"email": "ada@shop.example"}) for path in ("/reset", "/confirm")])
    assert len(said) > 50 and sorted(said - known) == []
