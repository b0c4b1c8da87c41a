"""Cross-site request forgery: the browser's word first, a token for clients that say nothing."""

from __future__ import annotations

import pytest
from origins import CROSS_SITE, SAME_ORIGIN
from flask import Blueprint, session
from flask_stopple import CSRFError, Stopple, csrf_exempt, csrf_protect, csrf_token, protect, validate_csrf_token


@pytest.fixture
def client(app):
    @app.get("/token")
    def token():
        return csrf_token()

    return app.test_client()


def test_default_16_sec_fetch_site_decides_whatever_the_token_says(client):
    token = client.get("/token").text
    assert client.post("/", headers=SAME_ORIGIN).status_code == 200
    assert client.post("/", headers={"Sec-Fetch-Site": "none"}).status_code == 200
    for site in ("cross-site", "same-site", "something-new"):
        answer = client.post("/", headers={"Sec-Fetch-Site": site, "X-CSRFToken": token})
        assert answer.status_code == 400 and "another site" in answer.text


def test_default_15_origin_decides_and_no_referer_is_demanded(client):
    assert client.post("/", headers={"Origin": "https://localhost"}).status_code == 200
    token = client.get("/token").text
    for origin in ("https://evil.example", "http://localhost", "https://localhost:444", "null", "https://localhost.evil.example"):
        assert client.post("/", headers={"Origin": origin}, data={"csrf_token": token}).status_code == 400


def test_default_11_referer_of_another_site_is_refused_even_with_a_token(client):
    token = client.get("/token").text
    for referrer, status in (("https://evil.example/x", 400), ("https://localhost/form", 200), ("https://localhost@evil.example/", 400)):
        assert client.post("/", headers={"Referer": referrer}, data={"csrf_token": token}).status_code == status


def test_complaint_6_no_referer_is_needed(client):
    assert client.post("/", headers={"Origin": "https://localhost"}).status_code == 200


def test_a_client_that_says_nothing_needs_a_token(client):
    answer = client.post("/")
    assert answer.status_code == 400 and "missing" in answer.text
    token = client.get("/token").text
    assert client.post("/", data={"csrf_token": token}).status_code == 200
    assert client.post("/", headers={"X-CSRF-Token": token}).status_code == 200
    assert client.post("/", json={"csrf_token": token}).status_code == 200
    assert client.post("/", data={"csrf_token": token[:-1] + "A" * 2}).status_code == 400


def test_default_17_only_the_one_field_counts(client):
    token = client.get("/token").text
    assert client.post("/", data={"other_csrf_token": token}).status_code == 400
    assert client.post(f"/?csrf_token={token}").status_code == 400


def test_tokens_are_masked_and_belong_to_one_session(app, client):
    tokens = {client.get("/token").text for _ in range(5)}
    assert len(tokens) == 5
    stranger = app.test_client()
    stranger.get("/token")
    for token in tokens:
        assert client.post("/", data={"csrf_token": token}).status_code == 200
        answer = stranger.post("/", data={"csrf_token": token})
        assert answer.status_code == 400 and "not the one of this session" in answer.text
    assert "session ended" in app.test_client().post("/", data={"csrf_token": token}).text


def test_complaint_8_a_form_that_was_open_for_a_day_still_works(client, monkeypatch):
    import time

    token, then = client.get("/token").text, time.time()
    monkeypatch.setattr(time, "time", lambda: then + 25 * 3600)
    assert client.post("/", data={"csrf_token": token}).status_code == 200
    monkeypatch.setattr(time, "time", lambda: then + 60 * 86_400)
    assert client.post("/", headers=SAME_ORIGIN).status_code == 200


def test_default_12_testing_switches_nothing_off(make):
    app = make(config={"TESTING": True})
    assert app.test_client().post("/").status_code == 400
    assert app.test_client().post("/", headers=CROSS_SITE).status_code == 400


def test_default_13_paths_are_exempt_by_whole_segments(make):
    app = make(csrf_exempt_paths=["/api"])
    for path in ("/api", "/api/items", "/apikeys/delete"):
        app.add_url_rule(path, path, lambda: "x", methods=["POST"])
    client = app.test_client()
    assert client.post("/api", headers=CROSS_SITE).status_code == 200
    assert client.post("/api/items", headers=CROSS_SITE).status_code == 200
    assert client.post("/apikeys/delete", headers=CROSS_SITE).status_code == 400
    assert client.post("/api/../apikeys/delete", headers=CROSS_SITE).status_code != 200


def test_default_14_a_view_is_exempt_itself_and_not_by_its_name(make):
    app = make()

    def decorate(function):
        def wrapper():
            return function()

        return wrapper

    exempt, guarded = decorate(lambda: "a"), decorate(lambda: "b")
    csrf_exempt(exempt)
    app.add_url_rule("/exempt", "exempt", exempt, methods=["POST"])
    app.add_url_rule("/guarded", "guarded", guarded, methods=["POST"])
    assert exempt.__name__ == guarded.__name__
    client = app.test_client()
    assert client.post("/exempt", headers=CROSS_SITE).status_code == 200
    assert client.post("/guarded", headers=CROSS_SITE).status_code == 400


def test_endpoints_and_blueprints_are_exempt_by_name(make):
    app = make(csrf_exempt=["hook"], csrf_exempt_blueprints=["api"])
    api = Blueprint("api", __name__, url_prefix="/api")
    api.add_url_rule("/open", "open", lambda: "x", methods=["POST"])
    api.add_url_rule("/shut", "shut", csrf_protect(lambda: "x"), methods=["POST"])
    app.register_blueprint(api)
    app.add_url_rule("/hook", "hook", lambda: "x", methods=["POST"])
    client = app.test_client()
    assert client.post("/hook", headers=CROSS_SITE).status_code == 200
    assert client.post("/api/open", headers=CROSS_SITE).status_code == 200
    assert client.post("/api/shut", headers=CROSS_SITE).status_code == 400


def test_trusted_origins_may_send(make):
    client = make(csrf_trusted_origins=["https://app.example"]).test_client()
    assert client.post("/", headers={"Origin": "https://app.example", "Sec-Fetch-Site": "cross-site"}).status_code == 200
    assert client.post("/", headers={"Origin": "https://app.example"}).status_code == 200
    assert client.post("/", headers={"Origin": "http://app.example"}).status_code == 400


def test_an_error_handler_learns_the_reason(make):
    app = make()

    @app.errorhandler(CSRFError)
    def refused(error):
        return error.reason, 418

    client = app.test_client()
    assert client.post("/", headers=CROSS_SITE).text == "other-site"
    assert client.post("/", headers={"Origin": "null"}).text == "opaque-origin"
    assert client.post("/").text == "no-token"
    assert client.post("/", data={"csrf_token": "x"}).text == "no-session"


def test_checks_by_hand(make):
    app = make(csrf=False)

    @app.post("/by-hand")
    def by_hand():
        protect()
        return "x"

    @app.post("/token")
    def token():
        validate_csrf_token(session.get("given"))
        return "x"

    client = app.test_client()
    assert client.post("/", headers=CROSS_SITE).status_code == 200
    assert client.post("/by-hand", headers=CROSS_SITE).status_code == 400
    assert client.post("/by-hand", headers=SAME_ORIGIN).status_code == 200
    assert client.post("/token", headers=SAME_ORIGIN).status_code == 400


def test_complaint_9_single_page_applications_need_no_setting_up(client):
    assert client.post("/", json={"a": 1}, headers=SAME_ORIGIN).status_code == 200


def test_helpers_write_fields_and_meta_tags(app):
    from flask import render_template_string

    app.add_url_rule("/form", "form", lambda: render_template_string("{{ csrf_field() }}{{ csrf_meta() }}{{ csrf_token() }}"))
    page = app.test_client().get("/form").text
    assert '<input type="hidden" name="csrf_token" value="' in page and '<meta name="csrf-token" content="' in page


def test_safe_methods_are_answered_to_everybody(client):
    for method in ("GET", "HEAD", "OPTIONS"):
        assert client.open("/", method=method, headers=CROSS_SITE).status_code == 200


def test_a_later_change_of_the_exemptions_counts(make):
    app = make()
    client = app.test_client()
    assert client.post("/", headers=CROSS_SITE).status_code == 400
    Stopple.change(app, csrf_exempt=["index"])
    assert client.post("/", headers=CROSS_SITE).status_code == 200


def test_complaint_7_the_token_survives_streams_and_several_applications(make):
    first, second = make(), make()
    for app in (first, second):

        @app.get("/stream")
        def stream():
            token = csrf_token()

            def pieces():
                yield token[:10]
                yield token[10:]

            return pieces()

    for app in (first, second):
        client = app.test_client()
        token = client.get("/stream").text
        assert client.post("/", data={"csrf_token": token}).status_code == 200


def test_complaint_10_no_cookie_but_the_session_is_needed_and_one_for_scripts_can_be_had(client, make):
    client.get("/token")
    assert [cookie.key for cookie in client._cookies.values()] == ["__Host-session"]
    app = make(csrf_cookie="csrf")
    client = app.test_client()
    (header,) = [line for line in client.get("/").headers.getlist("Set-Cookie") if line.startswith("csrf=")]
    assert "HttpOnly" not in header and "Secure" in header and "SameSite=Lax" in header
    assert "csrf=" not in str(client.get("/").headers.getlist("Set-Cookie")), "one that counts is kept"
    token = client.get_cookie("csrf").value
    assert client.post("/").status_code == 400, "the cookie alone proves nothing"
    assert client.post("/", headers={"X-CSRFToken": token}).status_code == 200


def test_a_function_may_leave_out_requests_that_no_cookie_authorises(make):
    client = make(csrf_skip=lambda asked: "Authorization" in asked.headers).test_client()
    assert client.post("/", headers=CROSS_SITE).status_code == 400
    assert client.post("/", headers={**CROSS_SITE, "Authorization": "Bearer x"}).status_code == 200


def test_only_what_is_named_is_checked(make):
    app = make(csrf=False)
    app.add_url_rule("/named", "named", csrf_protect(lambda: "x"), methods=["POST"])
    client = app.test_client()
    assert client.post("/", headers=CROSS_SITE).status_code == 200
    assert client.post("/named", headers=CROSS_SITE).status_code == 400
