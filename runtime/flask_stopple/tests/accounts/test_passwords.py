"""Passwords: which are taken, how they are kept, how old ones come up to date."""

from __future__ import annotations

import base64
import datetime
import hashlib
import http.server
import logging
import re
import threading
from pathlib import Path

import pytest
from flask_stopple import _stopple
from flask_stopple.accounts import routes
from werkzeug.security import generate_password_hash

from shop import BETTER, GOOD, texts


def judged(site, password, **more):
    with site.app.test_request_context():
        return site.accounts.passwords.judge(password, **more)


@pytest.mark.parametrize("password", ["password", "12345678", "aaaaaaaa", "Password1", "qwertyuiop", "short", "iloveyou"])
def test_default_25_passwords_that_are_tried_first_are_refused(site, password):
    assert len(judged(site, password)) == 1


@pytest.mark.parametrize("password", [GOOD, "кот на крыше дома", "    spaces count too    ", "x9$Kq2vTzP", "a" * 3 + " quiet river at dawn"])
def test_no_rules_of_composition(site, password):
    assert judged(site, password) == []


def test_words_of_the_site_and_the_user_are_no_passwords(make):
    site = make(site_name="Pumpernickel", password_words=["Knäckebrot"])
    for password in ("Pumpernickel", "pumpernickel1", "knäckebrot!"):
        assert judged(site, password), password
    with site.app.test_request_context():
        user = site.users.new_user(email="annabella@shop.example", username="annabella")
        assert site.accounts.passwords.judge("Annabella7", user) and not site.accounts.passwords.judge(GOOD, user)


def test_lists_and_checks_of_ones_own(make):
    site = make(password_refused=[GOOD.upper()], password_check=lambda password, user: "No zebras." if "zebra" in password else None)
    assert judged(site, GOOD) and judged(site, "a zebra in the kitchen") == ["No zebras."]
    assert judged(site, BETTER) == []


def test_lengths(make):
    site = make(password_minimum=12, password_maximum=64)
    assert "at least 12" in judged(site, "kq7 zmw pd")[0] and judged(site, "kq7 zmw pd xo") == []
    assert "at most 64" in judged(site, "kq7 " * 17)[0]
    site.add(password="kq7 zmw pd xo")
    began = site.client().log_in(password="x" * 4000)
    assert began.status_code == 400, "what nobody has costs one hash and no more"


def test_one_password_however_it_was_typed(site):
    """A letter with its accent in one or in two, as keyboards of two makers give it."""
    site.add(password="caf\u00e9 au lait s'il vous pla\u00eet")
    assert site.client().log_in(password="cafe\u0301 au lait s'il vous plai\u0302t").status_code == 303


@pytest.mark.parametrize("password", ["Quiet River At Dawn", "  quiet river  ", "a grey heron stands in cold water and waits until the evening comes down over the reeds", "quiet\triver\tat dawn"])
def test_a_password_counts_as_it_was_typed(make, password):
    """ASVS 6.2.8 and 6.2.9: no letter is folded, nothing trimmed, and behind the 72nd byte, where bcrypt stops, is still password."""
    site = make(account_rate="100/minute")
    site.add(password=password)
    for other in (password.swapcase(), password.strip() + "!", password + " ", password[:-1], password[:72] + "x"):
        assert site.client().log_in(password=other).status_code == 400, other
    assert judged(site, password) == [] and site.client().log_in(password=password).status_code == 303


def test_a_password_of_ten_years_ago_is_good(site):
    """ASVS 6.2.10: nobody is asked for another one because time went by."""
    long_ago = datetime.datetime(2016, 1, 1)
    site.add(create_datetime=long_ago, update_datetime=long_ago, confirmed_at=long_ago)
    browser = site.client()
    assert browser.log_in().location == "/" and browser.is_in()


def every_field(site):
    """The fields of all forms, by their routes."""
    with site.app.test_request_context():
        forms = {route.name: site.accounts.form_of(route) for route in routes.table() if route.post and route.when(site.accounts)}
        return [(name, field) for name, form in forms.items() if form is not None for field in form.shown(site.accounts)]


def test_fields_of_passwords_are_masked_and_take_what_is_pasted(site):
    """ASVS 6.2.6 and 6.2.7."""
    secret = [(name, field) for name, field in every_field(site) if "password" in field.name or field.name == "passcode"]
    assert len(secret) > 6 and {field.kind for _, field in secret} == {"password"}
    assert {field.autocomplete for _, field in secret} == {"current-password", "new-password"}
    page = site.client().get("/account/login").text
    assert 'type="password"' in page and 'autocomplete="current-password"' in page and 'autocomplete="off"' not in page
    for script in (Path(routes.__file__).parent / "static").glob("*.js"):
        assert not re.search(r"paste|clipboard|beforeinput", script.read_text()), script.name


def test_no_form_asks_for_a_hint_or_a_question(make):
    """ASVS 6.4.2. Whatever a form asks for beyond this list is looked at before it is added."""
    site = make(administration=True)
    known = "address code days description email end_others expires id identity key name new_password next passcode password permissions refresh_token remember role roles scopes token trust until username way"
    assert {field.name for _, field in every_field(site)} - set(known.split()) == set()


def pbkdf2_of_django(password):
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), b"salt", 1000)
    return f"pbkdf2_sha256$1000$salt${base64.b64encode(digest).decode()}"


OLD = {
    "werkzeug scrypt": lambda password: generate_password_hash(password, "scrypt:1024:8:1"),
    "werkzeug pbkdf2": lambda password: generate_password_hash(password, "pbkdf2:sha256:1000"),
    "django": pbkdf2_of_django,
    "cheaper argon2id": lambda password: _stopple.hash_password(password, 32, 1, 1),
    "flask-security": lambda password: _stopple.hash_password(_stopple.hmac_password(password, "the salt"), 64, 1, 1),
}


@pytest.mark.parametrize("kind", OLD)
def test_hashes_of_before_verify_and_are_renewed(make, kind):
    site = make(password_salt="the salt")
    site.add()
    old = OLD[kind](GOOD)
    with site.app.app_context():
        site.users.find_user(email="ann@shop.example").password = old
        site.users.commit()
    assert site.client().log_in(password="wrong").status_code == 400 and site.user().password == old
    assert site.client().log_in().status_code == 303
    renewed = site.user().password
    assert renewed != old and renewed.startswith("$argon2id$v=19$m=64,t=1,p=1$")
    assert site.client().log_in().status_code == 303 and site.user().password == renewed


@pytest.mark.parametrize("kept", [GOOD, "", "plain:" + GOOD, hashlib.md5(GOOD.encode()).hexdigest(), "!", "$argon2id$broken"])
def test_default_28_what_is_no_hash_opens_nothing(site, kept):
    site.add()
    with site.app.app_context():
        site.users.find_user(email="ann@shop.example").password = kept
        site.users.commit()
    answer = site.client().log_in()
    assert answer.status_code == 400 and "is wrong" in texts(answer)
    assert site.client().log_in(password=kept).status_code == 400


# -- stolen passwords ------------------------------------------------------------------------------------------------


@pytest.fixture
def pwned():
    """A list of stolen passwords, as Have I Been Pwned gives it."""
    asked = []
    stolen = hashlib.sha1(GOOD.encode(), usedforsecurity=False).hexdigest().upper()
    padded = hashlib.sha1(BETTER.encode(), usedforsecurity=False).hexdigest().upper()

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Add-Padding"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f"{'0' * 35}:3\r\n{stolen[5:]}:42\r\n{padded[5:]}:0\r\n".encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/range/", asked, stolen
    server.shutdown()
    thread.join()
    server.server_close()


def test_stolen_passwords_are_asked_for_by_five_digits(make, pwned):
    address, asked, stolen = pwned
    site = make(password_breached=True, password_breached_url=address)
    assert "stolen" in judged(site, GOOD)[0]
    assert asked == [(f"/range/{stolen[:5]}", "true")], "nothing more leaves the house"
    assert judged(site, BETTER) == [], "a count of zero is padding"


def test_nobody_is_turned_away_because_the_list_does_not_answer(make, caplog):
    site = make(password_breached=True, password_breached_url="http://127.0.0.1:9/")
    caplog.set_level(logging.WARNING, "stopple")
    assert judged(site, GOOD) == []
    assert any("could not be asked, it was taken" in record.getMessage() for record in caplog.records)
    assert judged(make(password_breached=lambda password: password == GOOD), GOOD)


def test_the_network_is_not_asked_by_default(site, monkeypatch):
    monkeypatch.setattr("urllib.request.urlopen", lambda *_, **__: pytest.fail("it was asked"))
    assert judged(site, GOOD) == []


def test_the_meter_says_what_the_form_says(site):
    weak = site.client().json("/account/password/strength", password="password1").json
    strong = site.client().json("/account/password/strength", password="purple monkey dishwasher at noon").json
    assert weak["score"] <= 1 and weak["hint"] and strong["score"] >= 3
    german = site.client().raw.post(
        "/account/password/strength", json={"password": "abcdefgh"}, headers={"Accept-Language": "de"}, base_url="https://localhost"
    )
    assert german.json["hint"] and german.json["hint"] not in _stopple.password_hints()
