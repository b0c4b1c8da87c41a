"""Attacks on accounts. Each would work against something that is written as one writes it first."""

from __future__ import annotations

import time
from urllib.parse import urljoin, urlsplit

import pytest

from race import race
from shop import BETTER, GOOD, texts


@pytest.fixture
def site(make, database):
    return make(database)


def resets(site, count=1, identity="ann@shop.example"):
    """The tokens of so many reset mails."""
    tokens = []
    for _ in range(count):
        site.client().send("/account/password/forgot", identity=identity)
        tokens.append(site.token("reset"))
    return tokens


def try_reset(site, token, password=BETTER):
    return site.client().send("/account/password/reset", token=token, password=password).status_code


# -- links -----------------------------------------------------------------------------------------------------------


def test_a_reset_link_works_once_and_ends_all_others(site):
    site.add()
    first, second = resets(site, 2)
    assert try_reset(site, second) == 303
    assert try_reset(site, second) == 400, "used"
    assert try_reset(site, first) == 400, "of before the change"
    assert site.client().send("/account/login", identity="ann@shop.example", password=BETTER).status_code == 303


@pytest.mark.parametrize("changes", ["password", "address", "off"])
def test_links_end_with_what_changes_the_account(site, changes):
    site.add()
    (token,) = resets(site)
    site.client().send("/account/link", identity="ann@shop.example")
    link = site.token("link")
    with site.app.app_context():
        user = site.users.find_user(email="ann@shop.example")
        if changes == "password":
            user.password = site.accounts.passwords.hash(BETTER)
        elif changes == "address":
            user.email = "ann@new.example"
        else:
            user.active = False
        site.users.commit()
    assert try_reset(site, token) == 400
    assert site.client().send("/account/link/login", token=link).status_code == 400


def test_a_link_of_one_purpose_opens_no_other(site):
    site.add()
    site.add("new@shop.example", confirmed_at=None)
    browser = site.client()
    browser.log_in()
    site.client().send("/account/link", identity="ann@shop.example")
    site.client().send("/account/password/forgot", identity="ann@shop.example")
    site.client().send("/account/register", email="eve@shop.example")
    browser.send("/account/address", email="ann@new.example", password=GOOD)
    with site.app.test_request_context(base_url="https://localhost"):
        site.accounts.invite("guest@shop.example")
    tokens = {kind: site.token(kind) for kind in ("link", "reset", "register", "address_old", "invite")}
    doors = {
        "/account/link/login": "link",
        "/account/password/reset": "reset",
        "/account/register/finish": "register",
        "/account/address/agree": "address_old",
        "/account/address/confirm": "address_new",
        "/account/invitation": "invite",
        "/account/confirm": "confirm",
    }
    for path, right in doors.items():
        for kind, token in tokens.items():
            if kind != right:
                answer = site.client().send(path, token=token, password=BETTER, username="somebody")
                assert answer.status_code == 400, f"{kind} at {path}"
    assert site.count() == 2 and site.client().log_in().status_code == 303


def test_a_link_that_was_tampered_with(site):
    site.add()
    (token,) = resets(site)
    for place in range(0, len(token), 7):
        swapped = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert site.client().get("/account/password/reset", query_string={"token": swapped}).status_code == 400
    for text in ("", "x", "null", token[:-1], token + "=", "\0", "é" * 20):
        assert site.client().get("/account/password/reset", query_string={"token": text}).status_code == 400
    assert try_reset(site, token) == 303, "and all that did not spend it"


def test_a_reset_link_opens_its_own_account_only(site):
    site.add()
    site.add("eve@shop.example")
    (token,) = resets(site, identity="eve@shop.example")
    answer = site.client().send(
        "/account/password/reset", token=token, password=BETTER, identity="ann@shop.example", email="ann@shop.example", user="1", u="1"
    )
    assert answer.status_code == 303
    assert site.client().log_in(password=GOOD).status_code == 303, "Ann's password is what it was"
    assert site.client().log_in("eve@shop.example", BETTER).status_code == 303


def test_links_run_out(make):
    site = make(link_minutes=0.02)
    site.add()
    (token,) = resets(site)
    assert site.client().get("/account/password/reset", query_string={"token": token}).status_code == 200
    time.sleep(2.1)
    assert try_reset(site, token) == 400


def test_links_and_codes_live_for_ten_minutes_at_most(site):
    """ASVS 6.5.5, by default."""
    for name in ("link_minutes", "code_minutes", "factor_minutes"):
        assert site.accounts.settings[name] <= 10, name


def test_a_link_of_another_host_is_not_made(make):
    """The address in a mail is the site's, whatever host a client wrote into its request."""
    site = make(guard={"hosts": ["localhost"]})
    site.add()
    answer = site.client().raw.post("/account/password/forgot", data={"identity": "ann@shop.example"}, base_url="https://evil.example")
    assert answer.status_code == 400 and site.mails() == []


@pytest.mark.parametrize("same", [True, False])
def test_a_race_of_resets_has_one_winner(site, same):
    site.add()
    tokens = resets(site, 1) * 4 if same else resets(site, 3)
    passwords = [f"{BETTER} {number}" for number in range(len(tokens))]
    results = race([lambda pair=pair: try_reset(site, *pair) for pair in zip(tokens, passwords)])
    assert sorted(results) == [303] + [400] * (len(tokens) - 1)
    winner = passwords[results.index(303)]
    opens = [site.client().log_in(password=password).status_code for password in passwords]
    assert opens == [303 if password == winner else 400 for password in passwords]


def test_a_race_of_the_same_login_link_has_one_winner(site):
    site.add()
    site.client().send("/account/link", identity="ann@shop.example")
    token = site.token("link")
    results = race([lambda: site.client().send("/account/link/login", token=token).status_code for _ in range(4)])
    assert sorted(results) == [303, 400, 400, 400]


# -- sessions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sealed", "server"])
def test_a_session_that_was_planted_is_worth_nothing(make, kind):
    site = make(guard={"session": kind})
    site.add()
    attacker, victim = site.client(), site.client()
    attacker.get("/account/login")
    planted = attacker.cookies()
    assert "__Host-session" in planted
    victim.take_cookies(planted)
    victim.log_in()
    assert victim.is_in() and victim.cookies()["__Host-session"] != planted["__Host-session"]
    attacker.take_cookies(planted)
    assert not attacker.is_in()


ENDS = {
    "logout": lambda site, browser: browser.send("/account/logout"),
    "password": lambda site, browser: browser.send("/account/password", password=GOOD, new_password=BETTER),
    "reset": lambda site, browser: try_reset(site, *resets(site)),
    "everywhere": lambda site, browser: site_end_others(site),
    "deletion": lambda site, browser: browser.send("/account/delete", password=GOOD),
    "switched off": lambda site, browser: switch_off(site),
}


def site_end_others(site):
    other = site.client()
    other.log_in()
    return other.send("/account/sessions/end-others")


def switch_off(site):
    with site.app.app_context():
        site.users.find_user(email="ann@shop.example").active = False
        site.users.commit()


@pytest.mark.parametrize("how", ENDS)
@pytest.mark.parametrize("kind", ["sealed", "server"])
@pytest.mark.parametrize("table", ["new", "old"])
def test_stale_sessions_open_nothing(make, tmp_path, how, kind, table):
    """Copies of session and remember-me cookies after each end of a login. On tables without ``fs_uniquifier`` too."""
    site = make(guard={"session": kind})
    if table == "old":
        # As if the column had never been there.
        has = site.users.has
        site.users.has = lambda class_, column: column != "fs_uniquifier" and has(class_, column)
        site.User.get_id = lambda self: str(self.id)
        site.User.get_id.__module__ = "flask_login.mixins"
    site.add()
    browser = site.client()
    browser.log_in(remember="on")
    kept = browser.cookies()
    assert {"__Host-session", "__Host-remember"} <= set(kept) and browser.is_in()
    answer = ENDS[how](site, browser)
    assert getattr(answer, "status_code", answer) in (303, None)
    assert browser.is_in() == (how == "password"), "who changes the password stays"
    for names in (["__Host-session"], ["__Host-remember"], list(kept)):
        copy = site.client()
        copy.take_cookies({name: kept[name] for name in names})
        assert not copy.is_in(), names


def test_a_login_that_is_overtaken_by_a_reset(site, monkeypatch):
    """The password was right when it was compared, and is no more when the session begins."""
    site.add()
    (token,) = resets(site)
    verify = site.accounts.passwords.verify

    def slow(stored, password):
        verdict = verify(stored, password)
        monkeypatch.undo()
        # Another request, in a thread and so with a session of the database of its own.
        assert race([lambda: try_reset(site, token)]) == [303]
        return verdict

    monkeypatch.setattr(site.accounts.passwords, "verify", slow)
    browser = site.client()
    assert browser.log_in().status_code == 400
    assert not browser.is_in()


# -- next ------------------------------------------------------------------------------------------------------------

ELSEWHERE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/%2e%2e",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "https:evil.example",
    "https:/evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//localhost@evil.example/",
    "https://localhost.evil.example/",
    "//evil.example:443/me",
    "/%09/evil.example",
    "http:///evil.example",
    "\x00//evil.example",
    "https://localhost\\@evil.example",
]


def stays_here(location):
    """Whether a browser stays on the site: to it control characters are nothing, and backslashes are slashes."""
    read = "".join(letter for letter in location if letter not in "\t\r\n").strip().replace("\\", "/")
    return urlsplit(urljoin("https://localhost/account/login", read)).netloc == "localhost"


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_next_leads_nowhere_else(site_once, wanted):
    site = site_once
    for where in ("form", "json", "query"):
        browser = site.client()
        fields = {"identity": "ann@shop.example", "password": GOOD}
        if where == "form":
            answer = browser.send("/account/login", **fields, next=wanted)
        elif where == "json":
            answer = browser.json("/account/login", **fields, next=wanted)
        else:
            answer = browser.raw.post("/account/login", query_string={"next": wanted}, data=fields, base_url="https://localhost")
        if answer.status_code == 400:
            assert "\x00" in wanted, "what is no text is not read at all"
            continue
        location = answer.json["next"] if where == "json" else answer.location
        assert answer.status_code == (200 if where == "json" else 303) and stays_here(location), location


@pytest.fixture(scope="module")
def site_once(tmp_path_factory):
    from shop import Site

    site = Site(f"sqlite:///{tmp_path_factory.mktemp('next')}/accounts.sqlite3", account_rate="100000/minute", login_rate="100000/minute")
    site.add()
    yield site
    with site.app.app_context():
        site.db.session.remove()
        site.db.engine.dispose()


def test_next_leads_on_within_the_site(site_once):
    browser = site_once.client()
    assert browser.get("/me?a=b").location == "/account/login?next=%2Fme%3Fa%3Db"
    page = browser.get("/account/login?next=%2Fme%3Fa%3Db")
    assert 'name="next" value="/me?a=b"' in page.text
    assert browser.send("/account/login", identity="ann@shop.example", password=GOOD, next="/me?a=b").location == "/me?a=b"
    answer = site_once.client().json("/account/login", identity="ann@shop.example", password=GOOD, next="/me?a=b")
    assert answer.json["next"] == "/me?a=b", "a script that logs in is told, too"


# -- fields ----------------------------------------------------------------------------------------------------------


def test_fields_that_nobody_asked_for_are_not_taken(make):
    site = make(confirm=False)
    more = {"active": "0", "roles": "admin", "fs_uniquifier": "x", "id": "77", "confirmed_at": "2020-01-01", "login_count": "9"}
    assert site.client().send("/account/register", email="eve@shop.example", username="eve", password=GOOD, **more).status_code == 303
    user = site.user("eve@shop.example")
    assert (user.id, user.active, user.roles, user.login_count) == (1, True, [], 1) and user.fs_uniquifier != "x"


def test_a_name_is_never_anothers_address(make):
    site = make(confirm=False)
    site.add(username="ann")
    for name in ("ann@shop.example", "ANN", "ａｎｎ", "a n n", "ann\u200b", ""):
        answer = site.client().send("/account/register", email="eve@shop.example", username=name, password=GOOD)
        assert answer.status_code == 400, name
    assert site.count() == 1


def test_addresses_that_fold_alike_lead_nobody_to_anothers_mail(site):
    """A mail goes to the address that is kept, never to the one that was typed."""
    site.add("mike@shop.example")
    for typed in ("MIKE@SHOP.EXAMPLE", "Mike@shop.example"):
        site.client().send("/account/password/forgot", identity=typed)
    assert {mail.to for mail in site.mails()} == {"mike@shop.example"}
    site.client().send("/account/password/forgot", identity="mıke@shop.example")
    site.client().send("/account/password/forgot", identity="mike@shop.example\r\nBcc: eve@evil.example")
    assert {mail.to for mail in site.mails()} == {"mike@shop.example"}


def test_pages_say_nothing_unescaped(make):
    site = make(confirm=False, site_name="<b>shop</b>")
    answer = site.client().send("/account/register", email='"><script>x</script>@a.example', username="<i>", password="x")
    assert "<script>x" not in answer.text and "<i>" not in answer.text and "<b>shop" not in answer.text
    assert "x" not in texts(answer).split(), "no password is shown again"


def test_default_29_nobody_is_logged_out_from_elsewhere(site):
    site.add()
    browser = site.client()
    browser.log_in()
    assert browser.get("/account/logout").status_code in (200, 405) and browser.is_in(), "a link or an image does not do it"
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    refused = browser.raw.post("/account/logout", base_url="https://localhost", headers=elsewhere)
    assert refused.status_code == 400 and browser.is_in()
    assert browser.send("/account/logout").status_code == 303 and not browser.is_in()
