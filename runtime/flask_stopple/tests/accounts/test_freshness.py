"""Checks that ask how long ago a user showed who they are: `within`, and the grace that lets somebody finish their work."""

from __future__ import annotations

import datetime
import time

import pytest
from flask_stopple.accounts.access import auth_required
from library import PASSWORD, Library

MINUTE = 60
GUARDS = {
    "ten": auth_required(within=10),
    "ten-and-five": auth_required(within=10, grace=5),
    "five-and-one": auth_required(within=5, grace=datetime.timedelta(minutes=1)),
    "hour-and-hour": auth_required(within=60, grace=60),
}


@pytest.fixture
def clock(monkeypatch):
    real, ahead = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + ahead[0])
    return ahead


@pytest.fixture
def client():
    library = Library(guard={"session_idle": 86_400})
    for name, guard in GUARDS.items():
        library.app.add_url_rule(f"/{name}", name, guard(lambda: "in"))
    library.reader("ann")
    return library.client("ann")


def opens(client, name):
    answer = client.get(f"/{name}")
    assert answer.status_code in (200, 401), answer.text
    assert answer.status_code == 200 or answer.json["reauth_required"] is True
    return answer.status_code == 200


def test_within_counts_from_when_the_user_was_shown(client, clock):
    assert opens(client, "ten")
    clock[0] = 10 * MINUTE - 2
    assert opens(client, "ten")
    clock[0] = 10 * MINUTE + 2
    assert not opens(client, "ten")
    page = client.get("/ten", headers={"Accept": "text/html"})
    assert page.status_code == 302 and page.location.startswith("/account/login/confirm?next=%2Ften")
    assert client.post("/account/login/confirm", json={"way": "password", "password": PASSWORD}).status_code == 200
    assert opens(client, "ten")


def test_a_clock_that_was_set_back_makes_nobody_fresh(client, clock):
    clock[0] = -2 * MINUTE
    assert not opens(client, "ten")


def test_grace_lets_pass_after_a_check_that_passed_and_is_counted_once(client, clock):
    clock[0] = 9 * MINUTE
    assert opens(client, "ten-and-five")
    for minute in (11, 13, 14.9):
        clock[0] = minute * MINUTE
        assert opens(client, "ten-and-five"), minute
    clock[0] = 15 * MINUTE + 2
    assert not opens(client, "ten-and-five"), "what passes by grace makes it no longer"
    assert client.post("/account/login/confirm", json={"way": "password", "password": PASSWORD}).status_code == 200
    clock[0] += 11 * MINUTE
    assert not opens(client, "ten-and-five"), "the check of before counts no more"


def test_grace_needs_a_check_that_passed(client, clock):
    clock[0] = 11 * MINUTE
    assert not opens(client, "ten-and-five")


def test_the_grace_of_one_guard_opens_no_stricter_one(client, clock):
    assert opens(client, "hour-and-hour")
    clock[0] = 7 * MINUTE
    assert not opens(client, "five-and-one") and opens(client, "ten")
    clock[0] = 30 * MINUTE
    assert not opens(client, "ten") and not opens(client, "ten-and-five") and opens(client, "hour-and-hour")


def test_a_check_that_a_patient_guard_let_pass_late_counts_for_no_stricter_one(client, clock):
    clock[0] = 5.2 * MINUTE
    assert opens(client, "hour-and-hour")
    clock[0] = 5.5 * MINUTE
    assert not opens(client, "five-and-one")


@pytest.mark.parametrize("wrong", [{"grace": 5}, {"within": 0}, {"within": -1}, {"within": True}, {"within": 5, "grace": 0}])
def test_times_that_are_none_are_errors_at_start(wrong):
    with pytest.raises(TypeError):
        auth_required(**wrong)
