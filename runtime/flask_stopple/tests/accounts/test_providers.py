"""Sign-in at a provider: the way there and back against a provider that lies, and whose account a sign-in opens."""

from __future__ import annotations

import logging
import secrets
import time
from unittest import mock
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

pytest.importorskip("authlib", reason="authlib is not installed")

from flask_stopple import SettingError, _stopple  # noqa: E402
from flask_stopple.accounts import Provider, providers  # noqa: E402

from provider import CLIENT, SECRET, OpenIDProvider, visit  # noqa: E402
from race import race  # noqa: E402
from shop import BETTER, GOOD, texts  # noqa: E402
from test_attacks import ELSEWHERE, stays_here  # noqa: E402


@pytest.fixture
def theirs():
    provider = OpenIDProvider()
    yield provider
    provider.stop()


def declared(provider, name="example", **more):
    return Provider(name, issuer=provider.issuer, client_id=CLIENT, client_secret=SECRET, label="Example", **more)


@pytest.fixture
def site(make, theirs):
    """A shop that takes sign-ins of one provider."""
    return make(providers=[declared(theirs)])


def go(browser, name="example", then="", **fields):
    """Presses the button and follows the way to the provider; returns the way back."""
    answer = browser.json(f"/account/sign-ins/with/{name}{then}", **fields)
    assert answer.status_code == 200, answer.text
    return visit(answer.json["next"])


def sign_in(site, browser=None, **fields):
    browser = browser or site.client()
    return browser, browser.get(go(browser, **fields))


def linked(site, provider, email="ann@shop.example", **fields):
    """A user whose sign-in is linked."""
    key = site.add(email, **fields)
    with site.app.app_context():
        row = site.users.new_sign_in(user_id=int(key), provider="example", issuer=provider.issuer, subject=provider.person["sub"], email=email)
        site.users.add(row)
        site.users.commit()
    return key


def rows(site):
    with site.app.app_context():
        return [(row.user_id, row.provider, row.subject, row.email) for row in site.db.session.query(site.SignIn)]


# -- the way through -------------------------------------------------------------------------------------------------


def test_somebody_new_registers_and_comes_back(make, database, theirs):
    site = make(database, providers=[declared(theirs)])
    browser, answer = sign_in(site)
    assert answer.status_code == 303 and answer.location == "/account/sign-ins/finish"
    page = browser.get(answer.location)
    assert "ann@shop.example" in page.text and "Log in with Example" not in page.text and site.count() == 0, "nobody is made by coming along"
    answer = browser.send(answer.location, username="ann", email="eve@shop.example", roles="admin", active="", password="chosen by the request")
    assert answer.status_code == 303 and browser.is_in()
    user = site.user()
    assert (user.username, user.roles, user.active, user.password) == ("ann", [], True, "") and user.confirmed_at is not None
    assert rows(site) == [(user.id, "example", "ann-at-provider", "ann@shop.example")]
    again, answer = sign_in(site)
    assert answer.status_code == 303 and again.is_in()
    assert site.client().log_in(password="").status_code == 400, "no password is no password"
    # The address is only what it was linked under: the sign-in is what counts.
    theirs.person["email"] = "other@shop.example"
    assert sign_in(site)[0].is_in() and site.count() == 1


def test_the_page_leads_on_by_itself(site, theirs):
    page = site.client().send("/account/sign-ins/with/example")
    assert page.status_code == 200 and f'content="0; url={theirs.issuer}/authorize?' in page.text.replace("&#x2F;", "/")
    assert "Log in with Example" in site.client().get("/account/login").text
    assert site.client().get("/account/sign-ins/with/example").status_code == 405, "only by a button of ours"
    forged = site.client().raw.post("/account/sign-ins/with/example", base_url="https://localhost", headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"})
    assert forged.status_code == 400
    assert site.client().json("/account/sign-ins/with/nobody").status_code == 404


def test_claims_of_the_userinfo_count_for_the_same_subject(site, theirs):
    theirs.by_userinfo = True
    assert sign_in(site)[1].location == "/account/sign-ins/finish"
    theirs.lies["sub"] = "bob-at-provider"
    browser, answer = sign_in(site)
    assert answer.status_code == 400 and not browser.is_in()


def test_keys_that_were_changed_are_read_anew(site, theirs):
    linked(site, theirs)
    assert sign_in(site)[0].is_in()
    theirs.change_keys()
    assert sign_in(site)[0].is_in()


def test_a_provider_of_oauth_alone(make, theirs):
    def profile(fetch):
        said = fetch(f"{theirs.issuer}/userinfo")
        return {"sub": said["sub"], "email": said["email"], "email_verified": said["email_verified"]}

    plain = Provider(
        "plain", client_id=CLIENT, client_secret=SECRET, scope="mail", authorize_url=f"{theirs.issuer}/authorize", token_url=f"{theirs.issuer}/token", profile=profile
    )
    site = make(providers=[plain])
    site.add()
    browser = site.client()
    assert browser.get(go(browser, "plain")).status_code == 303 and browser.is_in()
    assert rows(site)[0][1:3] == ("plain", "ann-at-provider")


# -- lies ------------------------------------------------------------------------------------------------------------

LIES = {
    "nonce": {"nonce": "of another login"},
    "no nonce": {"nonce": None},
    "expired": {"exp": 1_700_000_000},
    "no end": {"exp": None},
    "issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "audience": {"aud": "another-client"},
    "audience by proxy": {"aud": "another-client", "azp": CLIENT},
    "audiences": {"aud": [CLIENT, "another-client"], "azp": CLIENT},
    "no subject": {"sub": None},
    "subject of another kind": {"sub": {"a": 1}},
    "hash of the access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "no token": {"id_token": None},
    "of the future": {"iat": 4_000_000_000, "nbf": 4_000_000_000},
}


@pytest.mark.parametrize("lie", LIES)
def test_tokens_that_say_something_wrong(site, theirs, lie, caplog):
    linked(site, theirs)
    theirs.lies = LIES[lie]
    browser, answer = sign_in(site)
    assert answer.status_code == 400 and "What Example answered does not count" in texts(answer)
    assert not browser.is_in()
    theirs.lies = {}
    assert sign_in(site, browser)[0].is_in(), "and the next try is right"


@pytest.mark.parametrize("forgery", ["a stranger", "none", "HS256"])
def test_tokens_that_the_provider_did_not_sign(site, theirs, forgery):
    linked(site, theirs)
    if forgery == "a stranger":
        theirs.sign_by_a_stranger()
    else:
        theirs.algorithm = forgery
    browser, answer = sign_in(site)
    assert answer.status_code == 400 and not browser.is_in()


@pytest.mark.parametrize(
    "lie",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://shop.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": None},
        {"id_token_signing_alg_values_supported": ["none", "HS256"]},
    ],
)
def test_metadata_that_does_not_count(site, theirs, lie):
    theirs.metadata_lies = lie
    answer = site.client().send("/account/sign-ins/with/example")
    assert answer.status_code == 400 and "does not count" in texts(answer)


def test_metadata_sets_no_options_of_the_client(site, theirs):
    linked(site, theirs)
    theirs.metadata_lies = {"verify": False, "code_challenge_method": "plain", "scope": "everything", "default_timeout": 9999}
    assert sign_in(site)[0].is_in()
    assert theirs.asked[-1]["scope"] == "openid email"


@pytest.mark.parametrize("change", [{"state": "x" * 30}, {"state": ""}, {"code": "guessed"}, {"code": ""}, {"iss": "https://evil.example"}, {"iss": None}])
def test_a_way_back_that_was_tampered_with(site, theirs, change):
    linked(site, theirs)
    browser = site.client()
    back = urlsplit(go(browser))
    query = {name: value for name, value in {**dict(parse_qsl(back.query)), **change}.items() if value is not None}
    assert browser.get(f"{back.path}?{urlencode(query)}").status_code == 400
    assert not browser.is_in()


@pytest.mark.parametrize("kind", ["sealed", "server"])
def test_a_way_back_belongs_to_its_browser_and_works_once(make, theirs, kind):
    site = make(providers=[declared(theirs)], guard={"session": kind})
    linked(site, theirs)
    browser, other = site.client(), site.client()
    back = go(browser)
    go(other)
    assert other.get(back).status_code == 400 and not other.is_in(), "of another browser: a login that somebody else began"
    copies = browser.cookies()
    assert browser.get(back).status_code == 303 and browser.is_in()
    assert browser.get(back).status_code == 400, "used"
    other.take_cookies(copies)
    assert other.get(back).status_code == 400 and not other.is_in(), "used, also for a copy of the session"


def test_a_code_of_one_login_is_none_of_another(site, theirs):
    """Injection: an attacker's code in the victim's way back, and the victim's in the attacker's (RFC 9700 4.5)."""
    linked(site, theirs)
    victim, attacker = site.client(), site.client()
    codes = {browser: dict(parse_qsl(urlsplit(go(browser)).query)) for browser in (victim, attacker)}
    for browser, stolen in ((attacker, victim), (victim, attacker)):
        query = {**codes[browser], "code": codes[stolen]["code"]}
        assert browser.get(f"/account/sign-ins/with/example/back?{urlencode(query)}").status_code == 400 and not browser.is_in()


def test_an_answer_of_one_provider_is_none_of_another(make, theirs):
    second = OpenIDProvider()
    try:
        site = make(providers=[declared(theirs), declared(second, "second")])
        linked(site, theirs)
        browser = site.client()
        go(browser, "second")
        back = go(browser)
        assert browser.get(back.replace("/with/example/", "/with/second/")).status_code == 400 and not browser.is_in()
        # A subject is one of its own provider only.
        second.person = {"sub": theirs.person["sub"]}
        assert browser.get(go(browser, "second")).status_code == 400 and not browser.is_in()
    finally:
        second.stop()


def test_a_user_who_does_not_agree(site, theirs):
    browser = site.client()
    state = dict(parse_qsl(urlsplit(go(browser)).query))["state"]
    text = "<script>alert(1)</script>"
    answer = browser.get(f"/account/sign-ins/with/example/back?{urlencode({'error': 'access_denied', 'error_description': text, 'state': state})}")
    assert answer.status_code == 400 and "did not let you in" in texts(answer) and "alert(1)" not in answer.text


def test_tries_that_wait_do_not_fill_the_session(make, theirs):
    site = make(providers=[declared(theirs)], guard={"session": "sealed"})
    browser = site.client()
    backs = [go(browser, next=f"/me?{secrets.token_hex(145)}") for _ in range(9)]
    # With what else a session has: browsers drop a cookie of more than 4096 bytes.
    assert len(browser.cookies()["__Host-session"]) < 3500
    assert browser.get(backs[0]).status_code == 400
    assert browser.get(backs[-1]).status_code == 303
    go(browser, next=f"/me?{secrets.token_hex(900)}")
    assert len(browser.cookies()["__Host-session"]) < 3500


# -- a provider that is away -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("away", ["everything", "/.well-known/openid-configuration", "/token", "/jwks"])
def test_a_provider_that_is_away(site, theirs, away, caplog):
    linked(site, theirs)
    browser = site.client()
    if away in ("/token", "/jwks"):
        back = go(browser)
        theirs.away = {away}
        answer = browser.get(back, headers={"Accept-Language": "de"})
        assert "Example antwortet gerade nicht" in texts(answer)
    else:
        if away == "everything":
            theirs.stop()
        theirs.away = {away}
        answer = browser.send("/account/sign-ins/with/example")
        assert "Example does not answer now" in texts(answer)
    assert answer.status_code == 503 and answer.headers["Retry-After"] and not browser.is_in()
    assert "the provider example does not answer" in caplog.text
    assert browser.log_in().status_code == 303, "a password works as before"


# -- whose account it opens ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", [False, None, "false", 1, "yes"])
def test_an_address_that_the_provider_has_not_proved_opens_nothing(site, theirs, said):
    """Whoever opens an account there may write any address into it."""
    theirs.person["email_verified"] = said
    browser, unknown = sign_in(site)
    site.add()
    other, known = sign_in(site)
    assert unknown.status_code == known.status_code == 400 and texts(unknown) == texts(known), "nor does it tell who has an account"
    assert not browser.is_in() and not other.is_in() and rows(site) == []


def test_an_account_whose_address_was_never_proved_here_is_not_opened(site, theirs):
    """Made by somebody who waits for the owner: they know its password."""
    site.add(confirmed_at=None)
    browser, answer = sign_in(site)
    assert answer.status_code == 400 and "never proved" in texts(answer)
    assert not browser.is_in() and rows(site) == []
    # The owner sets it anew by mail, which proves the address and takes the other's password away.
    site.client().send("/account/password/forgot", identity="ann@shop.example")
    assert site.client().send("/account/password/reset", token=site.token("reset"), password=BETTER).status_code == 303
    assert sign_in(site)[0].is_in() and site.client().log_in(password=GOOD).status_code == 400


def test_an_address_that_both_have_proved_links(site, theirs):
    key = site.add()
    browser, answer = sign_in(site)
    assert answer.status_code == 303 and browser.is_in()
    assert rows(site) == [(int(key), "example", "ann-at-provider", "ann@shop.example")]
    mail = site.mails()[0]
    assert (mail.kind, mail.to) == ("sign_in_linked", "ann@shop.example") and "Example" in mail.subject + mail.text
    # Another person at the provider with the same address is not the one who was linked.
    theirs.person["sub"] = "eve-at-provider"
    assert sign_in(site)[0].is_in() and len(rows(site)) == 2


def test_a_second_factor_is_asked_for(site, theirs):
    secret = _stopple.totp_new_secret()
    linked(site, theirs, tf_totp_secret=secret)
    browser, answer = sign_in(site, next="/me")
    assert answer.status_code == 303 and answer.location == "/account/second-factor" and not browser.is_in()
    answer = browser.send("/account/second-factor", way="totp", code=_stopple.totp_at(secret, int(time.time())))
    assert answer.status_code == 303 and answer.location == "/me" and browser.is_in()


def test_who_is_switched_off_stays_out(site, theirs):
    linked(site, theirs, active=False)
    browser, answer = sign_in(site)
    assert answer.status_code == 400 and not browser.is_in()


def test_where_only_the_invited_register(make, theirs):
    site = make(providers=[declared(theirs)], register=False)
    browser, answer = sign_in(site)
    assert answer.status_code == 400 and browser.get("/account/sign-ins/finish").status_code == 401 and site.count() == 0


def test_a_race_of_registrations_makes_one_account(make, database, theirs):
    site = make(database, providers=[declared(theirs)])
    browsers = [sign_in(site)[0] for _ in range(4)]
    results = race([lambda it=it, n=n: it.send("/account/sign-ins/finish", username=f"ann{n}").status_code for n, it in enumerate(browsers)])
    assert sorted(results) == [303, 400, 400, 400] and site.count() == len(rows(site)) == 1


@pytest.mark.parametrize("place", [place for place in ELSEWHERE if "\0" not in place])
def test_next_never_leads_elsewhere(site, theirs, place):
    linked(site, theirs)
    browser, answer = sign_in(site, next=place)
    assert browser.is_in() and stays_here(answer.location)


def test_next_leads_on(site, theirs):
    linked(site, theirs)
    assert sign_in(site, next="/me?a=1")[1].location == "/me?a=1"
    browser = site.client()
    assert browser.get(f"{go(browser)}&next=https://evil.example/").location == "/"


def test_staying_logged_in_is_asked_for(site, theirs):
    linked(site, theirs)
    assert "__Host-remember" not in sign_in(site)[0].cookies()
    assert "__Host-remember" in sign_in(site, remember=True)[0].cookies()


# -- linking by hand -------------------------------------------------------------------------------------------------


def stale(seconds=3600):
    """As if the login were so long ago."""
    now = time.time
    return mock.patch("flask_stopple.accounts.access.time.time", lambda: now() + seconds)


def test_link_and_unlink(site, theirs):
    site.add("other@shop.example")
    browser = site.client()
    browser.log_in("other@shop.example")
    assert "Link Example" in browser.get("/account/sign-ins").text
    with stale():
        answer = browser.json("/account/sign-ins/with/example/link")
        assert answer.status_code == 401 and answer.json["reauth_required"]
    answer = browser.get(go(browser, then="/link"))
    assert answer.status_code == 303 and "Linked." in texts(browser.get(answer.location))
    assert browser.get(go(browser, then="/link")).status_code == 303 and len(rows(site)) == 1
    assert sign_in(site)[0].get("/me").text == "other@shop.example"
    assert browser.get("/account/export").json["sign_ins"][0]["provider"] == "example"
    id_ = browser.get("/account/sign-ins", headers={"Accept": "application/json"}).json["linked"][0]["id"]
    stranger = site.client()
    site.add("eve@shop.example")
    stranger.log_in("eve@shop.example")
    assert stranger.send("/account/sign-ins/unlink", id=id_).status_code == 404
    with stale():
        assert browser.json("/account/sign-ins/unlink", id=id_).status_code == 401
    assert browser.send("/account/sign-ins/unlink", id=id_).status_code == 303 and rows(site) == []
    assert [mail.kind for mail in site.mails()][:2] == ["sign_in_unlinked", "sign_in_linked"]


def test_a_sign_in_of_somebody_else_is_not_taken(site, theirs):
    linked(site, theirs)
    site.add("eve@shop.example")
    browser = site.client()
    browser.log_in("eve@shop.example")
    assert browser.get(go(browser, then="/link")).status_code == 409 and len(rows(site)) == 1


def test_a_link_that_was_begun_for_one_user_ends_for_no_other(site, theirs):
    site.add()
    site.add("eve@shop.example")
    browser = site.client()
    browser.log_in()
    back = go(browser, then="/link")
    browser.log_in("eve@shop.example")
    assert browser.get(back).status_code in (400, 401) and rows(site) == []


def test_an_account_whose_address_is_not_proved_links_nothing(make, theirs):
    """What is left there would stay when the owner of the address comes and sets a new password."""
    site = make(providers=[declared(theirs)], unconfirmed=True)
    site.add("victim@shop.example", confirmed_at=None)
    browser = site.client()
    browser.log_in("victim@shop.example")
    assert browser.is_in() and browser.json("/account/sign-ins/with/example/link").status_code == 409


def test_the_last_way_in_is_not_taken_away(site, theirs):
    linked(site, theirs, password=None)
    browser, _ = sign_in(site)
    page = browser.get("/account/sign-ins", headers={"Accept": "application/json"})
    assert browser.json("/account/sign-ins/unlink", id=page.json["linked"][0]["id"]).status_code == 409 and rows(site)


def test_who_has_no_password_confirms_at_the_provider(site, theirs):
    linked(site, theirs, password=None)
    browser, _ = sign_in(site)
    with stale():
        answer = browser.get("/account/export")
        assert answer.status_code == 302 and "/account/login/confirm" in answer.location
        assert "Confirm with Example" in browser.get("/account/login/confirm").text
        back = go(browser, then="/confirm", next="/account/export")
        assert (theirs.asked[-1]["prompt"], theirs.asked[-1]["max_age"]) == ("login", "0")
        assert browser.get(back).location == "/account/export"
        assert browser.get("/account/export").status_code == 200
        # Somebody else's sign-in at the same browser, and one that the provider remembers from long ago.
        theirs.person = {**theirs.person, "sub": "eve-at-provider"}
        assert browser.get(go(browser, then="/confirm")).status_code == 400
        theirs.person["sub"] = "ann-at-provider"
        theirs.lies = {"auth_time": 1_700_000_000}
        assert browser.get(go(browser, then="/confirm")).status_code == 400


def test_deleting_the_account_deletes_its_sign_ins(site, theirs):
    linked(site, theirs)
    browser, _ = sign_in(site)
    assert browser.send("/account/delete", password=GOOD).status_code == 303
    assert site.count() == 0 and rows(site) == []


# -- settings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"issuer": "http://shop.example"}, "https"),
        ({"issuer": "ftp://shop.example"}, "https"),
        ({}, "issuer"),
        ({"issuer": "https://a.example", "scope": "email"}, "openid"),
        ({"profile": dict, "authorize_url": "https://a.example/"}, "token_url"),
        ({"issuer": "https://a.example", "client_id": ""}, "client_id"),
    ],
)
def test_a_provider_that_cannot_work_is_an_error_at_once(wrong, says):
    with pytest.raises(SettingError, match=says):
        Provider("example", **{"client_id": "x", **wrong})


def test_providers_need_their_table(make, theirs):
    site = make(providers=[declared(theirs)])
    site.users.SignIn = None
    with pytest.raises(SettingError, match="SignInColumns"):
        providers.declared(site.accounts)
    with pytest.raises(SettingError, match="two providers"):
        make(providers=[declared(theirs), declared(theirs)])
    with pytest.raises(SettingError, match="Provider"):
        make(providers=["google"])


def test_without_providers_there_is_nothing(make):
    site = make()
    assert site.client().get("/account/sign-ins").status_code == 404
    assert "sign-ins" not in site.client().get("/account/login").text


def test_no_code_and_no_token_is_logged(site, theirs, caplog):
    linked(site, theirs)
    caplog.set_level(logging.INFO, "stopple")
    browser = site.client()
    back = go(browser)
    browser.get(back)
    theirs.lies = {"nonce": "wrong"}
    other = go(browser)
    browser.get(other)
    for secret in (*(dict(parse_qsl(urlsplit(way).query))["code"] for way in (back, other)), *theirs.tokens, SECRET):
        assert secret not in caplog.text


# -- administrators --------------------------------------------------------------------------------------------------


@pytest.fixture
def administered(make, theirs):
    """A shop with an administrator who is logged in, and Ann, who comes by the provider alone."""
    site = make(providers=[declared(theirs)], administration=True)
    site.ann, secret = linked(site, theirs, password=None), _stopple.totp_new_secret()
    site.root = site.add("root@shop.example", tf_totp_secret=secret)
    with site.app.app_context():
        root = site.users.find_user(email="root@shop.example")
        root.roles.append(site.users.new_role(name="admin"))
        site.users.commit()
    site.admin = site.client()
    site.admin.log_in("root@shop.example")
    assert site.admin.send("/account/second-factor", code=_stopple.totp_at(secret, int(time.time())), way="totp").status_code == 303
    return site


def test_an_administrator_sees_linked_sign_ins_and_takes_them_away(administered):
    site = administered
    ann, _ = sign_in(site)
    assert ann.is_in()
    page = site.admin.get(f"/account/admin/users/{site.ann}")
    assert "Linked sign-ins Example (ann@shop.example)" in texts(page) and 'action="/account/admin/sign-ins/unlink"' in page.text
    (row,) = site.admin.get(f"/account/admin/users/{site.ann}", headers={"Accept": "application/json"}).json["sign_ins"]
    assert row["provider"] == "example"
    assert site.admin.send("/account/admin/sign-ins/unlink", key=site.root, id=row["id"]).status_code == 409, "one's own are on one's own page"
    assert site.admin.send("/account/admin/sign-ins/unlink", key=site.ann, id="99").status_code == 404
    assert ann.json("/account/admin/sign-ins/unlink", key=site.ann, id=row["id"]).status_code == 403
    # It is her only way in, and the administrator knows why it has to go all the same.
    answer = site.admin.send("/account/admin/sign-ins/unlink", key=site.ann, id=row["id"])
    assert answer.status_code == 303 and "The sign-in is linked no more" in texts(site.admin.get(answer.location))
    assert rows(site) == [] and not ann.is_in()
    assert "Linked sign-ins" not in site.admin.get(f"/account/admin/users/{site.ann}").text
    assert site.mails()[0].kind == "sign_in_unlinked" and site.mails()[0].to == "ann@shop.example"
    # She comes back by a link.
    ann.send("/account/password/forgot", identity="ann@shop.example")
    assert ann.send("/account/password/reset", token=site.token("reset"), password=BETTER).status_code == 303
    assert ann.log_in(password=BETTER).status_code == 303 and ann.is_in()


def test_the_commands_do_the_same(administered):
    from flask_stopple.cli import stopple

    run = administered.app.test_cli_runner().invoke
    shown = run(stopple, ["users", "show", "ann@shop.example"]).output
    assert "sign-in 1: Example (ann@shop.example), last used" in shown
    assert run(stopple, ["users", "unlink", "ann@shop.example", "7"]).exit_code == 1
    ended = run(stopple, ["users", "unlink", "ann@shop.example", "1"])
    assert ended.exit_code == 0 and rows(administered) == [], ended.output
