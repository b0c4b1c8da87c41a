"""Several workers, and stores that come and go."""

from __future__ import annotations

import logging
import multiprocessing
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from flask import session
from flask_stopple import UserMixin, current_user, limit, login_required, login_user, logout_user
from flask_stopple.testing import GuardedClient


class User(UserMixin):
    def __init__(self, id_):
        self.id = id_


def site(make, **keywords):
    app = make(**keywords)
    app.test_client_class = GuardedClient
    app.extensions["stopple"].login.user_loader(User)

    @app.post("/login/<id_>")
    def login(id_):
        login_user(User(id_), remember=True)
        return "x"

    @app.post("/logout")
    def logout():
        logout_user()
        return "x"

    @app.get("/me")
    @login_required
    def me():
        return current_user.get_id()

    @app.get("/limited")
    @limit("10/hour")
    def limited():
        return "x"

    @app.get("/write")
    def write():
        session["n"] = session.get("n", 0) + 1
        return str(session["n"])

    return app


def cookies(client):
    return {cookie.key: cookie.value for cookie in client._cookies.values()}


@pytest.fixture(params=["sqlite", "redis"])
def store(request, tmp_path):
    return request.getfixturevalue("redis").address if request.param == "redis" else f"sqlite:{tmp_path}/store.sqlite3"


@pytest.mark.parametrize("kind", ["sealed", "server"])
def test_default_31_four_workers_see_one_store(make, store, kind):
    """Logins, logouts and, with Redis, rates count in all workers, though they were forked from a process that had used the store."""
    app = site(make, store=store, session=kind)
    parent = app.test_client()
    parent.post("/login/parent")
    context = multiprocessing.get_context("fork")
    results = context.Queue()

    def work(number):
        found = []
        for turn in range(20):
            client = app.test_client()
            client.post(f"/login/{number}-{turn}")
            kept = cookies(client)
            right = client.get("/me").text == f"{number}-{turn}"
            client.post("/logout")
            copy = app.test_client()
            for name, value in kept.items():
                copy.set_cookie(name, value, secure=True)
            found.append(right and copy.get("/me").status_code == 401)
        limited = [app.test_client().get("/limited").status_code for _ in range(10)]
        results.put((all(found), limited.count(200)))

    workers = [context.Process(target=work, args=(number,), daemon=True) for number in range(4)]
    for worker in workers:
        worker.start()
    answers = [results.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    assert all(right for right, _ in answers)
    assert sum(count for _, count in answers) == (10 if store.startswith("unix:") else 40)
    assert parent.get("/me").text == "parent"


def test_redis_stopped_in_the_middle(make, redis, caplog):
    app = site(make, store=redis.address, session="server")
    client = app.test_client()
    client.post("/login/1")
    assert client.get("/write").text == "1"
    redis.stop()
    caplog.clear()
    assert client.get("/me").status_code == 503, "what needs the store is refused"
    assert client.get("/write").status_code == 503
    assert client.post("/logout").status_code == 503
    assert client.get("/limited").status_code == 503, "nobody can count"
    lines = [record.getMessage() for record in caplog.records if record.name == "stopple" and record.levelno == logging.ERROR]
    assert len(lines) == 4 and all(line.startswith("the store does not answer, the request was refused: Redis") for line in lines)
    assert client.get("/").status_code == 200, "what does not is served"
    assert app.test_client().get("/write").status_code == 503, "nothing pretends to have been kept"
    redis.start()
    assert client.get("/me").text == "1", "nothing is lost"
    assert client.get("/write").text == "2"
    client.post("/logout")
    assert client.get("/me").status_code == 401


def test_redis_stopped_with_sealed_sessions(make, redis):
    app = site(make, store=redis.address)
    client, stranger = app.test_client(), app.test_client()
    client.post("/login/1")
    redis.stop()
    assert client.get("/me").status_code == 503, "nobody knows whether the login was ended"
    assert client.get("/").status_code == 200
    assert stranger.get("/write").text == "1", "a session without a login needs no store"
    redis.start()
    assert client.get("/me").text == "1"


APPLICATION = """
import secrets
from flask import Flask, request
from flask_stopple import Stopple

app = Flask(__name__, instance_path={instance!r})
app.secret_key = secrets.token_hex(32)
Stopple(app)

@app.get("/")
def index():
    return request.scheme
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_serve_over_tls_with_a_certificate_made_on_the_spot(tmp_path):
    instance = tmp_path / "instance"
    (tmp_path / "served.py").write_text(APPLICATION.format(instance=str(instance)))
    port, plain = free_port(), free_port()
    command = [sys.executable, "-m", "flask", "--app", "served", "stopple", "serve", "--port", str(port), "--redirect-port", str(plain)]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        authority = instance / "stopple-development" / "authority.pem"
        answer = None
        for _ in range(150):
            time.sleep(0.1)
            assert process.poll() is None, process.stdout.read()
            if not authority.exists():
                continue
            try:
                trusting = ssl.create_default_context(cafile=str(authority))
                answer = urllib.request.urlopen(f"https://localhost:{port}/", context=trusting)
                break
            except urllib.error.URLError:
                continue
        assert answer is not None
        with answer:
            assert answer.read() == b"https" and "Strict-Transport-Security" in answer.headers
        trusting.set_alpn_protocols(["h2"])
        with socket.create_connection(("localhost", port)) as raw, trusting.wrap_socket(raw, server_hostname="localhost") as tls:
            assert tls.selected_alpn_protocol() == "h2"

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None

        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.build_opener(Stay).open(f"http://127.0.0.1:{plain}/a?b")
        with refused.value as error:
            assert error.code == 308 and error.headers["Location"] == f"https://localhost:{port}/a?b"
        key = instance / "stopple-development" / "key.pem"
        assert key.stat().st_mode & 0o077 == 0
    finally:
        process.terminate()
        process.communicate(timeout=20)
