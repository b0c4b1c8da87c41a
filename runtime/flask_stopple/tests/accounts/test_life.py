"""The life of an account, as pages and as JSON, on each database."""

from __future__ import annotations

import re
import time

import pytest

from shop import BETTER, GOOD, texts


@pytest.fixture
def site(make, database):
    return make(database)


def test_register_confirm_log_in_and_out(site):
    browser = site.client()
    page = browser.get("/account/register")
    assert page.status_code == 200 and 'autocomplete="email"' in page.text and "<script" not in page.text
    answer = browser.send("/account/register", email="Ann@Shop.example")
    assert answer.status_code == 202 and "We have sent you a mail" in texts(answer)
    assert site.count() == 0, "nothing is kept before the address is proved"
    (mail,) = site.mails()
    assert (mail.kind, mail.to) == ("register", "ann@shop.example") and mail.link in mail.text and mail.link in mail.html
    page = browser.get(site.link("register"))
    assert page.status_code == 200 and "ann@shop.example" in page.text and 'autocomplete="new-password"' in page.text
    assert browser.get(site.link("register")).status_code == 200, "to look at a link does not spend it"
    answer = browser.send("/account/register/finish", token=site.token("register"), username="ann", password=GOOD)
    assert answer.status_code == 303 and answer.location == "/"
    assert browser.is_in()
    user = site.user()
    assert user.confirmed_at is not None and user.password.startswith("$argon2id$") and GOOD not in user.password
    assert user.login_count == 1 and user.current_login_ip == "127.0.0.1"
    answer = browser.send("/account/logout")
    assert answer.status_code == 303 and not browser.is_in()
    assert browser.log_in().status_code == 303 and browser.is_in()
    assert site.client().log_in("ANN", GOOD).status_code == 303, "by the name as well, in any case"
    again = site.client().send("/account/register/finish", token=site.token("register"), username="bob", password=GOOD)
    assert again.status_code == 400 and site.count() == 1


def test_the_same_as_json(site):
    browser = site.client()
    described = browser.get("/account/register", headers={"Accept": "application/json"}).json
    assert described["fields"]["email"]["format"] == "email" and described["csrf_token"]
    answer = browser.json("/account/register", email="not an address")
    assert answer.status_code == 400 and answer.json == {"errors": {"email": ["This is not an e-mail address."]}}
    assert browser.json("/account/register", email="ann@shop.example").status_code == 202
    token = site.token("register")
    short = browser.json("/account/register/finish", token=token, username="ann", password="short")
    assert short.status_code == 400 and list(short.json["errors"]) == ["password"]
    answer = browser.json("/account/register/finish", token=token, username="ann", password=GOOD)
    assert answer.status_code == 201
    assert answer.json["user"] == {"id": "1", "email": "ann@shop.example", "username": "ann"} and answer.json["next"] == "/"
    assert browser.json("/account/logout").status_code == 200
    wrong = browser.json("/account/login", identity="ann", password="wrong")
    assert wrong.status_code == 400 and wrong.json == {"errors": {"form": ["The name or the password is wrong."]}}
    assert browser.json("/account/login", identity="ann", password=GOOD).json["user"]["username"] == "ann"
    assert browser.get("/account/", headers={"Accept": "application/json"}).json["user"]["email"] == "ann@shop.example"


def test_a_forgotten_password(site):
    site.add()
    other, browser = site.client(), site.client()
    other.log_in()
    assert other.is_in()
    answer = browser.send("/account/password/forgot", identity="ann@shop.example")
    assert answer.status_code == 202
    page = browser.get(site.link("reset"))
    assert page.status_code == 200 and 'value="ann@shop.example"' in page.text, "password managers learn whose it is"
    weak = browser.send("/account/password/reset", token=site.token("reset"), password="password123")
    assert weak.status_code == 400 and "tried first" in texts(weak)
    answer = browser.send("/account/password/reset", token=site.token("reset"), password=BETTER)
    assert answer.status_code == 303 and answer.location == "/account/login"
    assert not other.is_in(), "sessions of before end"
    assert not browser.is_in(), "the mail alone logs nobody in"
    assert browser.log_in().status_code == 400 and browser.log_in(password=BETTER).status_code == 303
    assert [mail.kind for mail in site.mails()][:1] == ["password_changed"]


def test_change_the_password(site):
    site.add()
    here, there = site.client(), site.client()
    here.log_in(remember="on"), there.log_in(remember="on")
    stolen = there.cookies()
    assert here.send("/account/password", password="wrong", new_password=BETTER).status_code == 400
    answer = here.send("/account/password", password=GOOD, new_password=BETTER)
    assert answer.status_code == 303
    assert here.is_in() and not there.is_in()
    copy = site.client()
    copy.take_cookies(stolen)
    assert not copy.is_in(), "neither session nor remembered login"
    assert site.client().log_in(password=BETTER).status_code == 303


def test_change_the_address_with_the_agreement_of_both(site):
    site.add()
    browser = site.client()
    browser.log_in()
    assert browser.send("/account/address", email="ann@new.example", password=GOOD).status_code == 202
    (old,) = (mail for mail in site.mails() if mail.kind == "address_old")
    assert old.to == "ann@shop.example" and "ann@new.example" in old.text
    assert site.user() is not None
    stranger = site.client()
    assert stranger.get(site.link("address_old")).status_code == 200
    assert stranger.send("/account/address/agree", token=site.token("address_old")).status_code == 202
    assert stranger.send("/account/address/agree", token=site.token("address_old")).status_code == 400, "once"
    assert site.user() is not None
    (new,) = (mail for mail in site.mails() if mail.kind == "address_new")
    assert new.to == "ann@new.example"
    assert stranger.get(site.link("address_new")).status_code == 200
    assert stranger.send("/account/address/confirm", token=site.token("address_new")).status_code == 303
    assert site.user() is None and site.user("ann@new.example") is not None
    assert site.mails()[0].kind == "address_changed" and site.mails()[0].to == "ann@shop.example"


def test_change_and_recover_the_name(site):
    site.add(username="ann")
    site.add("bob@shop.example", username="bob")
    browser = site.client()
    browser.log_in()
    for name, reason in [("BOB", "taken"), ("a@b", "cannot be used"), ("bob@shop.example", "cannot be used"), ("x" * 65, "too long")]:
        answer = browser.send("/account/username", username=name, password=GOOD)
        assert answer.status_code == 400 and reason in texts(answer), name
    assert browser.send("/account/username", username="anna", password=GOOD).status_code == 303
    assert site.user().username == "anna"
    assert site.client().send("/account/username/forgot", email="ann@shop.example").status_code == 202
    assert site.mails()[0].kind == "username" and "anna" in site.mails()[0].text


def test_a_login_link(site):
    site.add()
    browser = site.client()
    assert browser.send("/account/link", identity="ann@shop.example").status_code == 202
    link = site.link("link")
    for _ in range(2):
        assert browser.get(link).status_code == 200, "a scanner of mails logs nobody in"
    assert not browser.is_in()
    assert browser.send("/account/link/login", token=site.token("link")).status_code == 303
    assert browser.is_in()
    assert site.client().send("/account/link/login", token=site.token("link")).status_code == 400, "once"


def test_one_form_for_password_and_code(site):
    site.add(username="ann")
    browser = site.client()
    assert browser.send("/account/sign-in", identity="ann", passcode=GOOD).status_code == 303
    browser.send("/account/logout")
    assert browser.send("/account/sign-in/code", identity="ann").status_code == 303
    code = re.search(r"^\d{6}$", site.mails()[0].text, re.MULTILINE)[0]
    assert site.client().send("/account/sign-in", identity="ann", passcode=code).status_code == 400, "only where it was asked for"
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert browser.send("/account/sign-in", identity="ann", passcode=wrong).status_code == 400
    kept = browser.cookies()
    assert browser.send("/account/sign-in", identity="ann", passcode=f"{code[:3]} {code[3:]}").status_code == 303
    assert browser.is_in()
    copy = site.client()
    copy.take_cookies(kept)
    assert copy.send("/account/sign-in", identity="ann", passcode=code).status_code == 400, "once"


def test_an_invitation(site):
    with site.app.test_request_context(base_url="https://localhost"):
        site.users.add(site.users.new_role(name="editor"))
        site.users.commit()
        with pytest.raises(ValueError, match="no role"):
            site.accounts.invite("eve@shop.example", ["admin"])
        site.accounts.invite("Eve@shop.example", ["editor"])
    browser = site.client()
    page = browser.get(site.link("invite"))
    assert page.status_code == 200 and "eve@shop.example" in page.text
    answer = browser.send("/account/invitation", token=site.token("invite"), username="eve", password=GOOD, email="other@shop.example", roles="admin")
    assert answer.status_code == 303
    user = site.user("eve@shop.example")
    assert [role.name for role in user.roles] == ["editor"] and site.count() == 1


def test_sessions_are_listed_and_ended(site):
    site.add()
    here, there = site.client(), site.client()
    there.raw.environ_base["HTTP_USER_AGENT"] = "There/1"
    here.raw.environ_base["HTTP_USER_AGENT"] = "Here/1"
    here.log_in(), there.log_in()
    page = here.get("/account/sessions")
    assert ">There<" in page.text and "this browser" in page.text
    listed = here.get("/account/sessions", headers={"Accept": "application/json"}).json["sessions"]
    assert {row["browser"]: row["here"] for row in listed} == {"Here/1": True, "There/1": False}
    name = next(row["name"] for row in listed if not row["here"])
    stranger = site.client()
    site.add("bob@shop.example")
    stranger.log_in("bob@shop.example")
    assert stranger.send("/account/sessions/end", name=name).status_code == 404, "another's"
    assert there.is_in()
    assert here.send("/account/sessions/end", name=name).status_code == 303
    assert not there.is_in() and here.is_in()
    there.log_in()
    assert here.send("/account/sessions/end-others").status_code == 303
    assert not there.is_in() and here.is_in()


def test_sessions_end_only_for_who_showed_themselves_lately(site, monkeypatch):
    """ASVS 7.5.2: whoever sits down at a browser that was left open logs nobody out."""
    site.add()
    browser = site.client()
    browser.log_in()
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 601)
    assert browser.get("/account/sessions").status_code == 200, "to look needs no more than a login"
    for path in ("/account/sessions/end", "/account/sessions/end-others"):
        answer = browser.json(path, name="x")
        assert answer.status_code == 401 and answer.json["reauth_required"] is True
    assert browser.json("/account/login/confirm", way="password", password=GOOD).status_code == 200
    assert browser.json("/account/sessions/end-others").status_code == 200


def test_every_page_of_the_account_offers_to_log_out(site):
    """ASVS 7.4.4."""
    site.add(username="ann")
    browser = site.client()
    assert "/account/logout" not in browser.get("/account/login").text
    browser.log_in()
    paths = ["", "password", "address", "username", "sessions", "delete", "security", "authenticator", "recovery-codes", "tokens", "login/confirm"]
    for path in paths:
        page = browser.get(f"/account/{path}")
        assert page.status_code == 200, path
        assert page.text.count('action="/account/logout"') == 1, path


def test_export_and_deletion(site):
    site.add(username="ann")
    site.accounts.exporters["orders"] = lambda user: [f"order of {user.username}"]
    here, there = site.client(), site.client()
    here.log_in(), there.log_in()
    answer = here.get("/account/export")
    assert "attachment" in answer.headers["Content-Disposition"] and answer.headers["Cache-Control"] == "no-store"
    whole = answer.json
    assert whole["account"]["email"] == "ann@shop.example" and whole["orders"] == ["order of ann"]
    assert not {"password", "fs_uniquifier", "tf_totp_secret"} & set(whole["account"])
    assert here.send("/account/delete", password="wrong").status_code == 400 and site.count() == 1
    assert here.send("/account/delete", password=GOOD).status_code == 303
    assert site.count() == 0 and not here.is_in() and not there.is_in()
    assert site.mails()[0].kind == "deleted"
    assert site.client().log_in().status_code == 400


def test_users_of_before_confirm_first(site):
    site.add(confirmed_at=None)
    browser = site.client()
    answer = browser.log_in()
    assert answer.status_code == 400 and "has to be confirmed" in texts(answer)
    assert "has to be confirmed" not in texts(browser.log_in(password="wrong")), "only who has the password learns it"
    assert browser.get(site.link("confirm")).status_code == 200
    assert browser.send("/account/confirm", token=site.token("confirm")).status_code == 303
    assert browser.log_in().status_code == 303
    assert site.client().send("/account/confirm/send", email="ann@shop.example").status_code == 202
    assert [mail.kind for mail in site.mails()].count("confirm") == 1, "who is confirmed gets no more of them"
