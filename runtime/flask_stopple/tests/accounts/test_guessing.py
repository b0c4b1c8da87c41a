"""Guessing from one address, from many, at one account, at all of them; and the owner, who still gets in."""

from __future__ import annotations

import pytest

from shop import GOOD

OTHERS = "100000/minute"


def guess(site, browser, identity="ann@shop.example", password="wrong", address=None):
    if address is not None:
        browser.raw.environ_base["REMOTE_ADDR"] = address
    return browser.json("/account/login", identity=identity, password=password)


def test_default_24_thirty_guesses_from_one_address(site):
    """Five at once, then slower and slower: and the right password does not open either, until the time is over."""
    site.add()
    stranger = site.client()
    answers = [guess(site, stranger) for _ in range(30)]
    assert [answer.status_code for answer in answers].count(400) == 5
    assert all(answer.status_code == 429 for answer in answers[5:])
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert guess(site, stranger, password=GOOD).status_code == 429


def test_guesses_from_many_addresses_at_one_account(site):
    site.add()
    statuses = [guess(site, site.client(), address=f"203.0.113.{number}").status_code for number in range(30)]
    assert statuses.count(400) == 5 and statuses.count(429) == 25


def test_one_password_at_many_accounts_from_one_address(site):
    statuses = [guess(site, site.client(), identity=f"user{number}@shop.example").status_code for number in range(40)]
    assert statuses.count(400) == 10 and statuses.count(429) == 30


def test_many_addresses_of_one_household_are_one(site):
    statuses = [guess(site, site.client(), f"u{n}@shop.example", address=f"2001:db8:1:2::{n:x}").status_code for n in range(1, 40)]
    assert statuses.count(400) == 10


def test_an_account_that_is_not_there_is_guarded_alike(site):
    site.add()
    there = [guess(site, site.client(), address=f"203.0.113.{number}").status_code for number in range(9)]
    not_there = [guess(site, site.client(), "eve@shop.example", address=f"198.51.100.{number}").status_code for number in range(9)]
    assert there == not_there


def test_a_stranger_locks_nobody_out(site):
    """The owner's browser is known, and counts for itself; at a new one a mailed link opens."""
    site.add()
    owner = site.client()
    assert owner.log_in().status_code == 303
    owner.send("/account/logout")
    for number in range(100):
        guess(site, site.client(), address=f"203.0.113.{number}")
    assert guess(site, site.client(), password=GOOD, address="192.0.2.1").status_code == 429, "nobody is let through by chance"
    assert owner.log_in().status_code == 303, "the known browser"
    new = site.client()
    assert new.send("/account/link", identity="ann@shop.example").status_code == 202
    assert new.send("/account/link/login", token=site.token("link")).status_code == 303
    new.send("/account/logout")
    assert new.log_in().status_code == 303, "and now it is known too"


def test_after_a_reset_the_owner_gets_in_during_an_attack(site):
    site.add()
    for number in range(30):
        guess(site, site.client(), address=f"203.0.113.{number}")
    owner = site.client()
    owner.send("/account/password/forgot", identity="ann@shop.example")
    assert owner.send("/account/password/reset", token=site.token("reset"), password="purple monkey dishwasher").status_code == 303
    assert owner.log_in(password="purple monkey dishwasher").status_code == 303


def test_a_known_browser_is_counted_too(site):
    site.add()
    browser = site.client()
    browser.log_in()
    browser.send("/account/logout")
    statuses = [guess(site, browser).status_code for _ in range(20)]
    assert statuses.count(400) == 5 and statuses.count(429) == 15


def test_the_mark_of_a_known_browser_is_for_one_account_and_sealed(site):
    site.add()
    site.add("bob@shop.example")
    browser = site.client()
    browser.log_in()
    mark = browser.cookies()["__Host-known"]
    browser.send("/account/logout")
    assert "__Host-known" in browser.cookies(), "it outlives the login, and logs nobody in"
    for number in range(9):
        guess(site, site.client(), "bob@shop.example", address=f"203.0.113.{number}")
    assert guess(site, browser, "bob@shop.example", GOOD).status_code == 429
    forged = site.client()
    forged.take_cookies({"__Host-known": mark[:-4] + "AAAA"})
    for number in range(9):
        guess(site, site.client(), address=f"198.51.100.{number}")
    assert guess(site, forged, password=GOOD).status_code == 429


def test_the_owner_is_told_once_a_day(make):
    site = make(account_rate=OTHERS, login_rate=OTHERS, notify_guessing=3)
    site.add()
    for _ in range(12):
        guess(site, site.client())
        guess(site, site.client(), "eve@shop.example")
    assert [(mail.kind, mail.to) for mail in site.mails()] == [("guessing", "ann@shop.example")]


def test_mails_to_one_address_are_limited_without_a_word(make):
    site = make(ask_rate=OTHERS)
    site.add()
    answers = {site.client().json("/account/password/forgot", identity="ann@shop.example").status_code for _ in range(8)}
    answers |= {site.client().json("/account/register", email="eve@shop.example").status_code for _ in range(8)}
    assert answers == {202}
    sent = [mail.to for mail in site.mails()]
    assert sent.count("ann@shop.example") == 3 and sent.count("eve@shop.example") == 3


def test_requests_for_mails_are_limited_by_address(site):
    statuses = [site.client().json("/account/register", email=f"u{number}@shop.example").status_code for number in range(25)]
    assert statuses == [202] * 20 + [429] * 5


def test_a_mailed_code_is_guessed_five_times(make):
    site = make(account_rate=OTHERS, login_rate=OTHERS)
    site.add()
    browser = site.client()
    browser.send("/account/sign-in/code", identity="ann@shop.example")
    code = site.mails()[0].text.split("\n\n")[2].strip()
    kept = browser.cookies()
    tries = []
    for number in range(8):
        # With the cookies of before: a session that is put back counts on.
        copy = site.client()
        copy.take_cookies(kept)
        tries.append(copy.json("/account/sign-in", identity="ann@shop.example", passcode=f"{(int(code) + 1 + number) % 10**6:06}").status_code)
    assert tries == [400] * 5 + [429] * 3
    copy = site.client()
    copy.take_cookies(kept)
    assert copy.json("/account/sign-in", identity="ann@shop.example", passcode=code).status_code == 429, "it is worth nothing any more"


@pytest.mark.parametrize("kind", ["memory", "sqlite", "redis"])
def test_counts_are_kept_where_workers_share_them(make, tmp_path, request, kind):
    store = {"memory": "memory", "sqlite": f"sqlite:{tmp_path}/store.sqlite3"}.get(kind) or request.getfixturevalue("redis").address
    one, two = make(guard={"store": store}), make(guard={"store": store})
    statuses = [guess(site, site.client()).status_code for site in (one, two) * 5]
    assert statuses.count(400) == (10 if kind == "memory" else 5)
