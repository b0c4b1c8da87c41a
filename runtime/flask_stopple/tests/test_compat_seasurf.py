"""Flask-SeaSurf by its names: the programs of tutorials, every option, and what is different with intent."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, render_template_string, session
from flask_stopple import SettingError, Stopple
from flask_stopple.compat import flask_login, flask_seasurf as compat

KEY = "b2a6f0d94c1e7758a3b1d2c4e6f8091a2b3c4d5e6f708192"
SECURE = "https://localhost"


def tutorial(**config: Any) -> tuple[Flask, compat.SeaSurf]:
    """What tutorials show: ``SeaSurf(app)`` and the token in a form."""
    app = Flask("tutorial")
    app.config.update({"SECRET_KEY": KEY, **config})
    csrf = compat.SeaSurf(app)
    app.add_url_rule("/", "index", lambda: render_template_string("{{ csrf_token() }}"), methods=["GET", "POST"])
    app.add_url_rule("/plain", "plain", lambda: "plain", methods=["GET", "POST"])
    return app, csrf


def test_tutorial_form_header_json_and_refusal() -> None:
    client = tutorial()[0].test_client()
    token = client.get("/").text
    assert client.get_cookie("_csrf_token").value == token
    assert client.post("/", data={"_csrf_token": token}).status_code == 200
    assert client.post("/", headers={"X-CSRFToken": token}).status_code == 200
    assert client.post("/", json={"_csrf_token": token}).status_code == 200
    for wrong in ({}, {"data": {"_csrf_token": "x"}}, {"json": ["x"]}, {"json": {"_csrf_token": 5}}):
        refused = client.post("/", **wrong)
        assert refused.status_code == 403 and "CSRF token missing or incorrect." in refused.text


def test_factory() -> None:
    csrf = compat.SeaSurf()
    app = Flask("made")
    app.config["SECRET_KEY"] = KEY
    assert csrf.init_app(app) is csrf
    app.add_url_rule("/", view_func=lambda: "", methods=["POST"])
    assert app.test_client().post("/").status_code == 403


def test_token_that_a_test_puts_into_the_session() -> None:
    client = tutorial()[0].test_client()
    with client.session_transaction() as kept:
        kept["_csrf_token"] = "chosen"
    assert client.post("/", data={"_csrf_token": "chosen"}).status_code == 200


def test_cookie_options() -> None:
    app, _ = tutorial(
        CSRF_COOKIE_NAME="proof", CSRF_COOKIE_PATH="/x", CSRF_COOKIE_DOMAIN="shop.example", CSRF_COOKIE_HTTPONLY=True,
        CSRF_COOKIE_SAMESITE="Strict", CSRF_COOKIE_TIMEOUT=60, CSRF_COOKIE_SECURE=True, CSRF_HEADER_NAME="X-Proof",
    )
    client = app.test_client()
    answer = client.get("/")
    [sent] = [value for value in answer.headers.getlist("Set-Cookie") if value.startswith("proof=")]
    for part in ("Path=/x", "Domain=shop.example", "HttpOnly", "SameSite=Strict", "Max-Age=60", "Secure"):
        assert part in sent
    assert client.post("/", headers={"X-Proof": answer.text}).status_code == 200


def test_default_10_cookie_is_secure_over_https_and_new_after_login() -> None:
    app, _ = tutorial(STOPPLE_STORE="memory")
    manager = flask_login.LoginManager(app)
    manager.user_loader(lambda id: None)

    class User(flask_login.UserMixin):
        id = "1"

    app.add_url_rule("/login", view_func=lambda: str(flask_login.login_user(User())), methods=["POST"])
    client = app.test_client()
    answer = client.get("/", base_url=SECURE)
    assert any("_csrf_token" in value and "Secure" in value for value in answer.headers.getlist("Set-Cookie"))
    client = app.test_client()
    token = client.get("/").text
    assert client.post("/login", data={"_csrf_token": token}).text == "True"
    renewed = client.get_cookie("_csrf_token").value
    assert renewed != token
    assert client.post("/plain", data={"_csrf_token": token}).status_code == 403
    assert client.post("/plain", data={"_csrf_token": renewed}).status_code == 200


def test_default_11_origin_and_referrer_are_held_against_our_own() -> None:
    client = tutorial()[0].test_client()
    token = client.get("/", base_url=SECURE).text
    evil = {"Origin": "https://evil.example", "Referer": "https://evil.example/"}
    send = {"base_url": SECURE, "data": {"_csrf_token": token}}
    assert client.post("/", headers=evil, **send).status_code == 403
    assert "no referer" in client.post("/", **send).text
    refused = client.post("/", headers={"Referer": "https://evil.example/"}, **send)
    assert refused.status_code == 403 and "does not match" in refused.text
    assert client.post("/", headers={"Referer": "https://localhost/page"}, **send).status_code == 200
    assert client.post("/", headers={"Sec-Fetch-Site": "cross-site"}, **send).status_code == 403
    assert client.post("/", headers={"Sec-Fetch-Site": "same-origin"}, base_url=SECURE).status_code == 200


def test_referrer_is_not_asked_where_switched_off() -> None:
    client = tutorial(CSRF_CHECK_REFERER=False)[0].test_client()
    token = client.get("/", base_url=SECURE).text
    headers = {"Referer": "https://elsewhere.example/"}
    assert client.post("/", base_url=SECURE, headers=headers, data={"_csrf_token": token}).status_code == 200
    assert client.post("/", base_url=SECURE, headers=headers).status_code == 403


def test_default_12_testing_and_misspelt_modes_switch_nothing_off() -> None:
    assert tutorial(TESTING=True)[0].test_client().post("/").status_code == 403
    with pytest.raises(SettingError, match="exempt or include"):
        tutorial(SEASURF_INCLUDE_OR_EXEMPT_VIEWS="exemt")
    assert tutorial(CSRF_DISABLE=True)[0].test_client().post("/").status_code == 200


def test_default_13_urls_are_exempt_by_segments() -> None:
    app, csrf = tutorial()
    csrf.exempt_urls(("/api",))
    for path in ("/api", "/api/hook", "/apikeys/delete"):
        app.add_url_rule(path, path.replace("/", "_"), lambda: "", methods=["POST"])
    client = app.test_client()
    assert [client.post(path).status_code for path in ("/api", "/api/hook", "/apikeys/delete")] == [200, 200, 403]


def test_default_14_a_view_is_exempt_and_not_its_name() -> None:
    app, csrf = tutorial()
    app.add_url_rule("/hook", "hook", csrf.exempt(lambda: ""), methods=["POST"])
    app.add_url_rule("/pay", "pay", lambda: "", methods=["POST"])
    client = app.test_client()
    assert client.post("/hook").status_code == 200
    # As a view that is exempt it gets no cookie.
    assert client.get_cookie("_csrf_token") is None
    assert client.post("/pay").status_code == 403


def test_include_only() -> None:
    app, csrf = tutorial(SEASURF_INCLUDE_OR_EXEMPT_VIEWS="include")
    app.add_url_rule("/pay", "pay", csrf.include(lambda: ""), methods=["POST"])
    client = app.test_client()
    assert (client.post("/plain").status_code, client.post("/pay").status_code) == (200, 403)


def test_cookie_of_an_exempt_view() -> None:
    app, csrf = tutorial()
    app.add_url_rule("/page", "page", csrf.exempt(csrf.set_cookie(lambda: "")))
    client = app.test_client()
    client.get("/page")
    assert client.get_cookie("_csrf_token") is not None


def test_complaint_10_without_its_cookie_the_token_stays() -> None:
    app, csrf = tutorial()
    assert csrf.disable_cookie(lambda answer: True) is not None
    client = app.test_client()
    token = client.get("/").text
    assert client.get_cookie("_csrf_token") is None
    assert client.post("/", data={"_csrf_token": token}).status_code == 200


def test_skip_by_hand_and_new_token() -> None:
    app, csrf = tutorial()
    csrf.skip_validation(lambda asked: asked.headers.get("X-Key") == "right")

    @app.post("/manual")
    @csrf.exempt
    def manual() -> str:
        csrf.validate()
        return ""

    @app.get("/new")
    def new() -> str:
        csrf.generate_new_token()
        return str(session["_csrf_token"])

    client = app.test_client()
    assert client.post("/", headers={"X-Key": "right"}).status_code == 200
    assert client.post("/manual").status_code == 403
    old = client.get("/").text
    token = client.get("/new").text
    assert token != old and client.get_cookie("_csrf_token").value == token
    assert client.post("/manual", data={"_csrf_token": old}).status_code == 403
    assert client.post("/manual", data={"_csrf_token": token}).status_code == 200
    with pytest.raises(Exception, match="request context"):
        csrf.validate()


def test_beside_stopple_both_tokens_count() -> None:
    app, _ = tutorial()
    Stopple(app, https=False, store="memory")
    app.add_url_rule("/field", view_func=lambda: str(app.jinja_env.globals["csrf_field"]()))
    client = app.test_client()
    ours = client.get("/field").text.split('value="')[1].rstrip('">')
    assert client.post("/", data={"_csrf_token": client.get("/").text}).status_code == 200
    assert client.post("/", data={"csrf_token": ours}).status_code == 200
    assert client.post("/").status_code == 403
