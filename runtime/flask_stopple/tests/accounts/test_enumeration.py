"""Nobody learns whether somebody has an account: not by text, not by status, not by time."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections import Counter

import pytest
from flask_stopple import _stopple
from flask_stopple.accounts.passwords import Passwords, Verdict
from flask_stopple.state import State
from sqlalchemy import event

from shop import GOOD

#: Rates that do not come into the way of measuring; they are tried in `test_guessing.py`.
OPEN = dict.fromkeys(("login_rate", "account_rate", "mail_rate", "ask_rate"), "1000000/minute")
THERE, NOT_THERE = "ann@shop.example", "eve@shop.example"
TRIES = 200

#: Each way to name an account, and what is sent beside the name.
WAYS = {
    "login": ("/account/login", "identity", {"password": "wrong password"}),
    "sign-in": ("/account/sign-in", "identity", {"passcode": "wrong password"}),
    "code": ("/account/sign-in/code", "identity", {}),
    "link": ("/account/link", "identity", {}),
    "forgot": ("/account/password/forgot", "identity", {}),
    "name": ("/account/username/forgot", "email", {}),
    "confirm": ("/account/confirm/send", "email", {}),
    "register": ("/account/register", "email", {}),
}


def without_names(text: str) -> str:
    """A page without what differs between any two requests."""
    text = text.replace(THERE, "NAME").replace(NOT_THERE, "NAME")
    text = re.sub(r'(name="csrf_token" value|nonce)="[^"]*"', r"\1", text)
    return text


@pytest.fixture
def site(make):
    site = make(**OPEN, notify_guessing=0)
    site.add(username="ann")
    return site


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["page", "json"])
def test_text_and_status_are_the_same(site, way, kind):
    path, field, more = WAYS[way]
    answers = []
    for name in (THERE, NOT_THERE):
        browser = site.client()
        sends = browser.send if kind == "page" else browser.json
        answer = sends(path, **{field: name}, **more)
        headers = {key: value for key, value in answer.headers if key not in ("Set-Cookie", "Content-Security-Policy", "Content-Length")}
        answers.append((answer.status_code, answer.location, headers, without_names(answer.text), sorted(browser.cookies())))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("path", ["/account/login", "/account/sign-in"])
@pytest.mark.parametrize("state", [{"active": False}, {"password": None}, {"confirmed_at": None}])
def test_users_of_every_state_fail_alike(site, path, state):
    site.add("bob@shop.example", **state)
    stranger = site.client().json(path, identity=NOT_THERE, password=GOOD, passcode=GOOD)
    owner = site.client().json(path, identity="bob@shop.example", password="wrong", passcode="wrong")
    assert (owner.status_code, owner.json) == (stranger.status_code, stranger.json)
    if "confirmed_at" not in state:
        owner = site.client().json(path, identity="bob@shop.example", password=GOOD, passcode=GOOD)
        assert (owner.status_code, owner.json) == (stranger.status_code, stranger.json)


class Work:
    """What a request does that takes time: questions to the database, objects made of rows, hashes, questions to the guard's store, mails."""

    HEAVY = ("verify_password", "hash_password", "normalise_password")

    def __init__(self, site, monkeypatch):
        self.site, self.done = site, []
        with site.app.app_context():
            event.listen(site.db.engine, "before_cursor_execute", lambda _c, _cu, statement, *_: self.note(statement))
        event.listen(site.User, "load", lambda *_: self.note("an object"))
        for name in self.HEAVY:
            monkeypatch.setattr(_stopple, name, self.counted(name, getattr(_stopple, name)))
        store = State.store
        monkeypatch.setattr(State, "store", property(self.counted("the guard's store", store.fget)))
        monkeypatch.setattr(site.accounts.mail, "_render", self.counted("a mail", site.accounts.mail._render))

    def note(self, what):
        self.done.append(what)

    def counted(self, name, function):
        def called(*arguments, **keywords):
            self.note(name)
            return function(*arguments, **keywords)

        return called

    def of(self, act):
        """Everything that was done for one request, in its order; what goes on behind the answer as well."""
        self.done.clear()
        act()
        self.site.accounts.mail.wait()
        return list(self.done)


@pytest.mark.parametrize("way", WAYS)
def test_as_much_is_done_for_nobody_as_for_somebody(make, monkeypatch, way):
    """What takes time is the same, so the time is: this holds on any machine, however busy. `cargo xtask bench accounts` tells the microseconds."""
    site = make(**OPEN, notify_guessing=10)
    site.add(username="ann")
    path, field, more = WAYS[way]
    browser = site.client()
    # Whatever is done once in a process is done before.
    browser.json(path, **{field: NOT_THERE}, **more)
    site.accounts.mail.wait()
    work = Work(site, monkeypatch)
    done = {name: Counter(work.of(lambda name=name: browser.json(path, **{field: name}, **more))) for name in (THERE, NOT_THERE)}
    assert done[THERE] == done[NOT_THERE], f"only for one of the two: {done[THERE] - done[NOT_THERE] or done[NOT_THERE] - done[THERE]}"
    assert sum(done[THERE].values()) > 2, "something was counted"
    if way in ("login", "sign-in"):
        assert done[THERE]["verify_password"] == 1 and done[THERE]["an object"] == 1


class Tries:
    """The time on the processor of 200 requests that name somebody and 200 that name nobody, interleaved."""

    def __init__(self, site, browser, way, seed):
        path, field, more = WAYS[way]
        # A password is hashed by a thread of its own, and the answer waits for it: its time counts. No answer waits for the thread that writes mails.
        clock = time.process_time if way in ("login", "sign-in") else time.thread_time
        self.seconds: dict[str, list[float]] = {THERE: [], NOT_THERE: []}
        turns = [THERE, NOT_THERE] * TRIES
        random.Random(seed).shuffle(turns)
        for name in turns:
            began = clock()
            browser.json(path, **{field: name}, **more)
            self.seconds[name].append(clock() - began)
            # What goes on behind the answer must not be counted to the next one.
            site.accounts.mail.wait()

    @property
    def difference(self) -> float:
        """How much longer somebody takes than nobody, in seconds of the median."""
        there, not_there = map(statistics.median, self.seconds.values())
        return there - not_there

    @property
    def noise(self) -> float:
        """Three standard errors of the difference of two medians, from the median deviation, and a twentieth of the request."""
        sides = self.seconds.values()
        spread = max(statistics.median(abs(one - statistics.median(side)) for one in side) for side in sides)
        return 3 * 1.2533 * 1.4826 * spread * (2 / TRIES) ** 0.5 + 0.05 * statistics.median(self.seconds[THERE])


def told_by(measurements) -> list[float]:
    """The differences that tell somebody from nobody: all of the `measurements`, each beyond its noise and all to the same side. Else nothing.

    What the code does differently, it does differently every time. What the machine did meanwhile (a busy core, memory handed back) does not repeat itself.
    """
    differences: list[float] = []
    for tries in measurements:
        if abs(tries.difference) < tries.noise or (differences and (differences[0] > 0) != (tries.difference > 0)):
            return []
        differences.append(tries.difference)
    return differences


def measured(make, way):
    # A hash that takes a while, as a real one does: an account that is not there must cost one too.
    site = make(**OPEN, notify_guessing=0, argon2={"memory_kib": 1024, "iterations": 1, "lanes": 1})
    site.add(username="ann")
    browser = site.client()
    path, field, more = WAYS[way]
    # Whatever is done once in a process is done before.
    for name in (THERE, NOT_THERE) * 5:
        browser.json(path, **{field: name}, **more)
        site.accounts.mail.wait()
    return (Tries(site, browser, way, seed) for seed in range(5))


@pytest.mark.parametrize("way", WAYS)
def test_medians_of_200_tries_are_within_noise(make, way):
    """Interleaved, in time on the processor, so that what else the machine does counts for neither; measured again where they differ."""
    told = told_by(measured(make, way))
    assert not told, f"somebody takes longer than nobody, each time: {', '.join(f'{one * 1e6:+.0f} us' for one in told)}"


def test_a_hash_for_somebody_alone_would_be_told(make, monkeypatch):
    """The measurement itself sees what it is there to see."""
    verify = Passwords.verify
    monkeypatch.setattr(Passwords, "verify", lambda self, stored, password: verify(self, stored, password) if stored else Verdict(False))
    assert len(told_by(measured(make, "login"))) == 5
