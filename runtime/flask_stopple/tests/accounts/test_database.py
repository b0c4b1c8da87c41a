"""The database goes away in the middle of things, and a thousand people come at once: PostgreSQL itself, behind a cable that the tests cut."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy

from postgres import Cable
from shop import BETTER, GOOD

OPEN = dict.fromkeys(("login_rate", "account_rate", "mail_rate", "ask_rate"), "1000000/minute")
#: More messages than any request sends.
MOST = 60


@pytest.fixture
def cable(postgresql):
    cable = Cable(postgresql)
    yield cable
    cable.close()


@pytest.fixture
def site(make, cable):
    return make(cable.address, **OPEN)


def fresh(site):
    """Connections of before may lie in the pool; a request that finds one is another test."""
    with site.app.app_context():
        for engine in site.db.engines.values():
            engine.dispose()


def clear(answer):
    """What a visitor reads: one sentence, and nothing of what went wrong within."""
    assert answer.status_code == 503, f"{answer.status_code}: {answer.text[:300]}"
    assert "Location" not in answer.headers
    for inner in ("psycopg", "sqlalchemy", "Traceback", "127.0.0.1", "SELECT", "INSERT"):
        assert inner not in answer.text
    return True


def wherever_it_is_cut(cable, site, before, act, after):
    """Cuts the cable with the first message of a request, with the second, and so on until the request needs no more; each time once before the
    database got the message and once when it did and nobody heard of it. ``before`` makes a new start, ``after`` looks at what is there."""
    for loses_answers in (False, True):
        for place in range(MOST):
            state = before()
            fresh(site)
            cable.cut(place, loses_answers=loses_answers) if place else cable.mend()
            if not place:
                # The cable is out before the request begins.
                cable.cut()
            answer = act(state)
            was_cut, is_done = cable.is_cut, answer.status_code < 400
            cable.mend()
            fresh(site)
            # When the last message is lost, which only says good-bye, the answer was made already.
            assert is_done or was_cut and clear(answer)
            after(state, is_done)
            if not was_cut:
                assert place > 3, "the request asked the database a few times"
                break
        else:
            pytest.fail(f"the request sent more than {MOST} messages")


def test_a_request_in_the_middle_of_which_the_database_stops(site, cable):
    site.add()
    browser = site.client()
    browser.log_in()

    def still_in(_state, _is_done):
        assert browser.is_in(), "the session is there when the database returns"

    wherever_it_is_cut(cable, site, lambda: None, lambda _: browser.get("/me"), still_in)


def test_a_connection_that_died_meanwhile_is_503_once_at_most(site, cable):
    site.add()
    browser = site.client()
    browser.log_in()
    assert browser.is_in()
    cable.cut()
    cable.mend()
    first = browser.get("/me")
    assert first.status_code == 200 or clear(first)
    assert browser.is_in()


def test_registration_makes_whole_accounts_or_none(site, cable):
    numbers = iter(range(10_000))

    def asked():
        address = f"user{next(numbers)}@shop.example"
        site.client().send("/account/register", email=address)
        return address, site.token("register")

    def finish(state, name=None):
        return site.client().send("/account/register/finish", token=state[1], username=name or state[0].split("@")[0], password=GOOD)

    def whole_or_none(state, is_done):
        user = site.user(state[0])
        if user is None:
            assert not is_done
            assert finish(state).status_code == 303, "the link works when the database returns"
        user = site.user(state[0])
        assert user.confirmed_at and user.username and user.fs_uniquifier
        assert site.accounts.passwords.verify(user.password, GOOD).right

    wherever_it_is_cut(cable, site, asked, finish, whole_or_none)


def test_who_asks_to_register_while_the_database_is_away(site, cable):
    cable.cut()
    clear(site.client().send("/account/register", email="ann@shop.example"))
    assert site.mails() == [], "nobody is promised anything"
    cable.mend()
    assert site.client().send("/account/register", email="ann@shop.example").status_code == 202
    assert [mail.to for mail in site.mails()] == ["ann@shop.example"]


def test_login_is_whole_or_none(site, cable):
    site.add()

    def works(browser, is_done):
        assert browser.is_in() is is_done, "who read 503 is not logged in"
        assert browser.log_in().status_code == 303 and browser.is_in()

    wherever_it_is_cut(cable, site, site.client, lambda browser: browser.log_in(), works)


def test_a_reset_sets_the_password_or_leaves_it(site, cable):
    site.add()
    known = [GOOD]

    def asked():
        known.append(BETTER if known[-1] == GOOD else GOOD)
        site.client().send("/account/password/forgot", identity="ann@shop.example")
        return known[-2], known[-1], site.token("reset")

    def one_of_the_two(state, is_done):
        old, new, _ = state
        works = [password for password in (old, new) if site.client().log_in(password=password).status_code == 303]
        assert len(works) == 1, f"exactly one password opens the account, not {len(works)}"
        assert not is_done or works == [new]
        if works == [old]:
            assert reset(state).status_code == 303, "the link works when the database returns"

    def reset(state):
        return site.client().send("/account/password/reset", token=state[2], password=state[1])

    wherever_it_is_cut(cable, site, asked, reset, one_of_the_two)


def test_a_thousand_register_at_once(make, postgresql):
    """Every address once, every twentieth twice at the same moment: no account twice, none lost."""
    site = make(
        postgresql, **OPEN, confirm=False, config={"SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": 16, "max_overflow": 0, "pool_timeout": 60}}
    )
    addresses = [f"user{number}@shop.example" for number in range(1000)]
    wanted = [address for number, address in enumerate(addresses) for _ in range(1 if number % 20 else 2)]
    together = threading.Barrier(16)

    def register(number, address):
        if number < 16:
            together.wait(30)
        answer = site.client().json("/account/register", email=address, username=f"n{number}", password=GOOD)
        return address, answer.status_code

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(register, range(len(wanted)), wanted))
    made = Counter(address for address, status in answers if status == 201)
    refused = Counter(status for _, status in answers if status != 201)
    assert made == Counter(addresses), "each address was answered with 201 once"
    assert refused == {400: len(wanted) - 1000}, "and everybody else was told that it is taken"
    with site.app.app_context():
        rows = site.db.session.scalars(sqlalchemy.select(site.User.email)).all()
    assert Counter(rows) == Counter(addresses)
