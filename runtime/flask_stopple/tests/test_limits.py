"""Limits: rates, sizes, and what one is told about them."""

from __future__ import annotations

import threading

import pytest
from origins import SAME_ORIGIN
from flask import Blueprint, Flask, request
from flask_stopple import Limit, SettingError, Stopple, UserMixin, limit
from flask_stopple.limits import network
from flask_stopple.testing import GuardedClient


@pytest.fixture
def client(make):
    app = make()

    @app.route("/login", methods=["GET", "POST"])
    @limit("3/minute", methods=("POST",))
    @limit("5/minute", by=lambda: request.form.get("email"), methods=("POST",))
    def login():
        return "x"

    @app.get("/a")
    @limit("2/minute", scope="both")
    def a():
        return "x"

    @app.get("/b")
    @limit("2/minute", scope="both")
    def b():
        return "x"

    return app.test_client()


def test_default_24_and_complaint_4_guessing_at_a_login_is_limited(client):
    tries = [client.post("/login", headers=SAME_ORIGIN).status_code for _ in range(5)]
    assert tries == [200, 200, 200, 429, 429]
    assert client.get("/login").status_code == 200


def test_one_account_is_held_from_many_addresses(client):
    tries = [
        client.post(
            "/login", data={"email": "a@example"}, headers=SAME_ORIGIN, environ_base={"REMOTE_ADDR": f"10.0.0.{number}"}
        ).status_code
        for number in range(7)
    ]
    assert tries == [200] * 5 + [429] * 2


def test_headers_tell_what_is_left_and_when_to_come_again(client):
    answer = client.post("/login", headers=SAME_ORIGIN)
    assert answer.headers["RateLimit-Policy"] == '"default";q=3;w=60'
    assert answer.headers["RateLimit"] == '"default";r=2;t=20'
    for _ in range(2):
        client.post("/login", headers=SAME_ORIGIN)
    answer = client.post("/login", headers=SAME_ORIGIN)
    assert answer.status_code == 429 and 0 < int(answer.headers["Retry-After"]) <= 20
    assert "r=0" in answer.headers["RateLimit"]


def test_views_of_a_scope_are_counted_together(client):
    assert [client.get(path).status_code for path in ("/a", "/b", "/a", "/b")] == [200, 200, 429, 429]


def test_complaint_13_the_address_is_that_of_the_client_behind_the_proxy(make):
    app = make(proxies=1, rate="1/minute")
    client = app.test_client()
    said = [{"X-Forwarded-For": f"1.1.1.1, 9.9.9.{number}", "X-Forwarded-Proto": "https"} for number in (1, 1, 2)]
    assert [client.get("/", headers=headers).status_code for headers in said] == [200, 429, 200]
    assert client.get("/", headers={"X-Forwarded-For": "8.8.8.8, 9.9.9.1", "X-Forwarded-Proto": "https"}).status_code == 429


def test_one_household_of_ipv6_is_one_visitor():
    assert network("2001:db8:1:2:3:4:5:6") == network("2001:db8:1:2::1") == "2001:db8:1:2::"
    assert network("::ffff:10.0.0.1") == "10.0.0.1"
    assert network("10.0.0.1") == "10.0.0.1" and network(None) == ""


@pytest.mark.parametrize("rate", ["", "x", "0/minute", "5/fortnight", "5/0 minutes", "-1/day", "5"])
def test_a_rate_that_is_none_is_an_error_at_start(rate):
    with pytest.raises(SettingError):
        limit(rate)
    if rate:
        with pytest.raises(SettingError):
            Stopple(Flask("x"), rate=rate)


def test_twenty_threads_get_exactly_what_is_allowed(make):
    app = make(rate="50/hour")
    answers: list[int] = []

    def ask():
        client = app.test_client()
        answers.extend(client.get("/").status_code for _ in range(10))

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 200
    # One may come back while the threads run.
    assert 50 <= answers.count(200) <= 51


def test_requests_have_a_largest_size(make):
    app = make(max_content_length=1000)

    @app.post("/form")
    def form():
        return str(len(request.form))

    client = app.test_client()
    assert client.post("/form", data={"a": "x" * 2000}, headers=SAME_ORIGIN).status_code == 413
    many = {str(number): "x" for number in range(20)}
    app = make(max_form_parts=10)
    app.post("/form")(form)
    answer = app.test_client().post("/form", data=many, headers=SAME_ORIGIN, content_type="multipart/form-data")
    assert answer.status_code == 413


def test_blueprints_costs_accounts_and_exceptions(make):
    app = make()
    api = Blueprint("api", __name__, url_prefix="/api")
    api.add_url_rule("/a", "a", lambda: "x")
    app.register_blueprint(api)
    Stopple.blueprint(app, api, limits=(Limit("2/minute"),))
    app.add_url_rule("/dear", "dear", limit("10/minute", cost=6)(lambda: "x"))
    app.add_url_rule("/all", "all", limit("1/minute", by="everybody", exempt_when=lambda: "free" in request.args)(lambda: "x"))
    client = app.test_client()
    assert [client.get("/api/a").status_code for _ in range(3)] == [200, 200, 429]
    assert [client.get("/dear").status_code for _ in range(2)] == [200, 429]
    ask = lambda path, address: client.get(path, environ_base={"REMOTE_ADDR": address}).status_code  # noqa: E731
    assert [ask("/all", "1.1.1.1"), ask("/all", "2.2.2.2"), ask("/all?free", "3.3.3.3")] == [200, 429, 200]


def test_accounts_are_counted_wherever_they_come_from(make):
    app = make()
    app.test_client_class = GuardedClient
    app.extensions["stopple"].login.user_loader(User)
    app.add_url_rule("/mine", "mine", limit("2/minute", by="account")(lambda: "x"))
    user, other = app.test_client(user=User("1")), app.test_client(user=User("2"))
    answers = [user.get("/mine", environ_base={"REMOTE_ADDR": f"10.0.0.{number}"}).status_code for number in range(3)]
    assert answers == [200, 200, 429] and other.get("/mine").status_code == 200


class User(UserMixin):
    def __init__(self, id_):
        self.id = id_
