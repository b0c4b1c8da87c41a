"""Sessions, cookies and keys."""

from __future__ import annotations

import datetime
import secrets
import subprocess
import sys
import threading
import time
import uuid

import pytest
from flask import Flask, session
from flask_stopple import _stopple, SessionTooLarge, Stopple, WeakSecretKey
from markupsafe import Markup


def cookie(client, name="__Host-session"):
    found = client.get_cookie(name)
    return found.value if found else None


@pytest.fixture(params=["memory", "sqlite", "redis"])
def store(request, tmp_path):
    if request.param == "redis":
        return request.getfixturevalue("redis").address
    return "memory" if request.param == "memory" else f"sqlite:{tmp_path}/store.sqlite3"


@pytest.fixture(params=["sealed", "server"])
def app(make, request, store):
    return site(make, session=request.param, store=store)


def site(make, **keywords):
    app = make(**keywords)

    @app.get("/set/<name>/<value>")
    def set_(name, value):
        session[name] = value
        return "x"

    @app.get("/get/<name>")
    def get(name):
        return str(session.get(name))

    @app.get("/clear")
    def clear():
        session.clear()
        return "x"

    return app


def test_default_1_session_cookie_is_secure_prefixed_and_lax(app):
    client = app.test_client()
    header = client.get("/set/a/1").headers["Set-Cookie"]
    assert header.startswith("__Host-session=")
    for attribute in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert attribute in header.split("; ")
    assert "Domain" not in header
    assert client.get("/get/a").text == "1"


def test_sessions_cannot_be_read_or_changed(make):
    app = site(make)
    client = app.test_client()
    client.get("/set/name/visible-to-nobody")
    sealed = cookie(client)
    import base64

    plain = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    assert b"visible" not in plain
    for place in range(len(sealed)):
        changed = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
        client.set_cookie("__Host-session", changed, secure=True)
        # The last character may carry bits that belong to no byte; a changed one is then no base64 at all.
        assert client.get("/get/name").text == "None"


def test_types_keep_what_they_are(app):
    kept = {
        "text": "ä",
        "number": -5,
        "large": 2**80,
        "float": 1.5,
        "none": None,
        "truth": True,
        "list": [1, [2, {"a": ()}]],
        "tuple": (1, "b"),
        "bytes": b"\x00\xff",
        "markup": Markup("<b>"),
        "uuid": uuid.UUID(int=5),
        "date": datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc),
        "numbers as keys": {1: 2},
    }

    @app.get("/keep")
    def keep():
        session.update(kept)
        return "x"

    found = {}

    @app.get("/find")
    def find():
        found.update(session)
        return "x"

    client = app.test_client()
    client.get("/keep")
    client.get("/find")
    expected = {**kept, "numbers as keys": {"1": 2}}
    assert {name: found[name] for name in kept} == expected
    assert all(type(found[name]) is type(expected[name]) for name in kept)


def test_default_32_sessions_end_when_nobody_uses_them_and_in_any_case(app, monkeypatch):
    client, then = app.test_client(), time.time()
    client.get("/set/a/1")
    day = 86_400
    for days in (1, 2, 3, 4):
        monkeypatch.setattr(time, "time", lambda: then + days * day)
        assert client.get("/get/a").text == "1", "used each day"
    monkeypatch.setattr(time, "time", lambda: then + 6.1 * day)
    assert client.get("/get/a").text == "None", "two days without use"
    client.get("/set/a/2")
    for days in range(7, 22):
        monkeypatch.setattr(time, "time", lambda: then + days * day)
        last = client.get("/get/a").text
    assert last == "None", "fourteen days in all"


def test_ids_are_long_and_differ():
    """ASVS 7.2.3: 128 bits or more."""
    ids = {_stopple.new_id() for _ in range(1000)}
    assert len(ids) == 1000 and {len(id_) for id_ in ids} == {32}
    # Of 8000 bits at one place each is as likely: more than nine standard deviations away it is no chance.
    for place in range(32):
        ones = sum(bin(id_[place]).count("1") for id_ in ids)
        assert abs(ones - 4000) < 400, f"byte {place} is not random"


def test_a_clock_that_was_set_back_keeps_nobody_in_for_longer(app, monkeypatch):
    client, then = app.test_client(), time.time()
    client.get("/set/a/1")
    monkeypatch.setattr(time, "time", lambda: then - 200)
    assert client.get("/get/a").text == "1", "a small step is nothing"
    monkeypatch.setattr(time, "time", lambda: then - 86_400)
    assert client.get("/get/a").text == "None"


def test_keys_rotate(make):
    old, new = secrets.token_hex(32), secrets.token_hex(32)
    client = site(make, config={"SECRET_KEY": old}).test_client()
    client.get("/set/a/1")
    sealed = cookie(client)
    rotated = site(make, config={"SECRET_KEY": new, "SECRET_KEY_FALLBACKS": [old]}).test_client()
    rotated.set_cookie("__Host-session", sealed, secure=True)
    assert rotated.get("/get/a").text == "1"
    stranger = site(make, config={"SECRET_KEY": new}).test_client()
    stranger.set_cookie("__Host-session", sealed, secure=True)
    assert stranger.get("/get/a").text == "None"


def test_a_session_that_grew_too_large_names_what_grew(make):
    app = site(make, config={"TESTING": True})
    client = app.test_client()
    with pytest.raises(SessionTooLarge, match="'basket' takes 4002 bytes"):
        client.get(f"/set/basket/{'x' * 3999}")
    server = site(make, session="server", config={"TESTING": True}).test_client()
    server.get(f"/set/basket/{'x' * 3999}")
    assert len(server.get("/get/basket").text) == 3999


def test_emptied_sessions_leave_no_cookie(app):
    client = app.test_client()
    client.get("/set/a/1")
    before = cookie(client)
    client.get("/clear")
    assert cookie(client) is None
    if app.extensions["stopple"].settings["session"] == "server":
        client.set_cookie("__Host-session", before, secure=True)
        assert client.get("/get/a").text == "None"


def test_cookies_are_written_only_when_needed(app):
    client = app.test_client()
    client.get("/set/a/1")
    assert "Set-Cookie" not in client.get("/get/a").headers


def test_partitioned_cookies_where_asked(make):
    app = site(make, cookies={"__Host-session": {"partitioned": True, "samesite": "None"}})
    header = app.test_client().get("/set/a/1").headers["Set-Cookie"]
    assert "Partitioned" in header and "SameSite=None" in header and "Secure" in header


def test_default_10_cookies_of_other_extensions_are_hardened(make):
    app = make(cookies={"theme": {"httponly": False}, "embed_*": {"samesite": "None"}})

    @app.after_request
    def others(response):
        response.set_cookie("tracking", "1")
        response.set_cookie("theme", "dark", samesite="Strict")
        response.set_cookie("embed_x", "1")
        response.headers.add("Set-Cookie", "loose=1; SameSite=None; path=/x; Max-Age=5")
        return response

    headers = app.test_client().get("/").headers.getlist("Set-Cookie")
    assert headers == [
        "tracking=1; Path=/; Secure; HttpOnly; SameSite=Lax",
        "theme=dark; Path=/; Secure; SameSite=Strict",
        "embed_x=1; Path=/; Secure; HttpOnly; SameSite=None",
        "loose=1; Max-Age=5; Path=/x; Secure; HttpOnly; SameSite=Lax",
    ]


def test_cookies_can_be_left_alone(make):
    app = make(cookies=False)
    app.after_request(lambda response: response.set_cookie("a", "1") or response)
    assert app.test_client().get("/").headers["Set-Cookie"] == "a=1; Path=/"


def test_prefix_follows_domain_and_path(make):
    app = site(make, config={"SESSION_COOKIE_DOMAIN": "localhost"})
    assert app.test_client().get("/set/a/1").headers["Set-Cookie"].startswith("__Secure-session=")
    app = site(make, config={"DEBUG": True})
    answer = app.test_client().get("/set/a/1", base_url="http://localhost")
    assert answer.headers["Set-Cookie"].startswith("session=") and "Secure" not in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("key", ["dev", "secret", "a" * 64, "supersecretkey", "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf", b"short", "change-this-to-something-really-secret-in-production"])
def test_weak_keys_are_refused_outside_debug(key):
    app = Flask("x")
    app.secret_key = key
    with pytest.raises(WeakSecretKey, match="flask stopple keygen"):
        Stopple(app, store="memory")
    late = Flask("late")
    Stopple(late, store="memory")
    late.secret_key = key
    with pytest.raises(WeakSecretKey):
        late.test_client().get("/")
    app.debug = True
    Stopple(app, store="memory")
    warned = Flask("warned")
    warned.secret_key = key
    with pytest.warns(UserWarning, match="keygen"):
        Stopple(warned, store="memory", secret_key_check="warn")


def test_good_keys_are_taken():
    for key in (secrets.token_hex(32), secrets.token_hex(16), secrets.token_urlsafe(32), secrets.token_bytes(16), uuid.uuid4().hex):
        app = Flask("x")
        app.secret_key = key
        Stopple(app, store="memory")


def test_sqlite_locked_refuses_what_needs_it_and_serves_the_rest(make, tmp_path, caplog):
    path = tmp_path / "store.sqlite3"
    app = site(make, session="server", store=f"sqlite:{path}")
    client = app.test_client()
    client.get("/set/a/1")
    # Another process: within one, SQLite's locks of files do not count.
    holds = "import sqlite3, sys; lock = sqlite3.connect(sys.argv[1]); lock.execute('begin exclusive'); print('held', flush=True); input()"
    lock = subprocess.Popen([sys.executable, "-c", holds, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert lock.stdout.readline() == "held\n"
    assert client.get("/get/a").text == "1", "readers do not wait"
    assert client.get("/set/a/2").status_code == 503
    assert "the store does not answer" in caplog.text
    assert app.test_client().get("/").status_code == 200
    lock.communicate("\n")
    assert client.get("/get/a").text == "1"


def test_a_store_that_cannot_be_opened_refuses_what_needs_it(make, tmp_path):
    app = site(make, session="server", store=f"sqlite:{tmp_path}/nowhere/store.sqlite3")
    client = app.test_client()
    assert client.get("/").status_code == 200
    assert client.get("/set/a/1").status_code == 503
    working = site(make, session="server", config={"SECRET_KEY": app.secret_key})
    kept = working.test_client()
    kept.get("/set/a/1")
    client.set_cookie("__Host-session", cookie(kept), secure=True)
    assert client.get("/get/a").status_code == 503
    assert client.get("/").status_code == 200


def test_twenty_threads(app):
    wrong: list[str] = []

    def visit(number):
        client = app.test_client()
        for turn in range(10):
            client.get(f"/set/n/{number}-{turn}")
            if client.get("/get/n").text != f"{number}-{turn}":
                wrong.append(f"{number}-{turn}")

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_session_that_was_ended_is_not_written_again(make):
    app = site(make, session="server")
    client = app.test_client()

    @app.errorhandler(404)
    def slow(_error):
        # Another request of the same visitor ends the session while this one runs.
        other = app.test_client()
        other.set_cookie("__Host-session", kept, secure=True)
        other.get("/clear")
        session["a"] = "back"
        return "x"

    client.get("/set/a/1")
    kept = cookie(client)
    client.get("/nowhere")
    client.set_cookie("__Host-session", kept, secure=True)
    assert client.get("/get/a").text == "None"


def test_test_clients_write_sessions_beforehand(app):
    client = app.test_client()
    with client.session_transaction(base_url="https://localhost") as before:
        before["a"] = "1"
    assert client.get("/get/a").text == "1"
