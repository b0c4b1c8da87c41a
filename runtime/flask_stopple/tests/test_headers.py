"""Headers: the defaults, and how one loosens them by name."""

from __future__ import annotations

import re

import pytest
from flask import Blueprint, Flask, Response
from flask_stopple import DEFAULT_CSP, SettingError, Stopple, csp_hash, csp_nonce, headers, trusted_types


def test_default_2_policy_names_base_uri_ancestors_forms_and_reports(app):
    policy = app.test_client().get("/").headers["Content-Security-Policy"]
    for part in ("base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "report-to stopple", "default-src 'none'"):
        assert part in policy.split("; ")
    assert app.test_client().get("/").headers["Reporting-Endpoints"] == 'stopple="/_stopple/csp-report"'


def test_default_3_isolation_headers(app):
    answer = app.test_client().get("/").headers
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Origin-Agent-Cluster"] == "?1"


def test_embedder_policy_gives_way_to_a_policy_that_loads_from_elsewhere(make):
    app = make(csp={**DEFAULT_CSP, "img-src": "'self' https://images.example"})
    assert "Cross-Origin-Embedder-Policy" not in app.test_client().get("/").headers


def test_default_4_permissions_policy_covers_more_than_one_feature(app):
    policy = app.test_client().get("/").headers["Permissions-Policy"]
    for feature in ("camera", "microphone", "geolocation", "payment", "usb"):
        assert f"{feature}=()" in policy.split(", ")


def test_default_7_a_stricter_header_of_a_view_is_not_weakened(make):
    app = make(frame="SAMEORIGIN", referrer="origin", permissions="camera=*, usb=()")

    @app.get("/strict")
    def strict():
        return Response(
            "x",
            headers={
                "Content-Security-Policy": "default-src 'none'",
                "X-Frame-Options": "DENY",
                "Referrer-Policy": "no-referrer",
                "Permissions-Policy": "camera=(), hid=()",
                "Strict-Transport-Security": "max-age=99999999; includeSubDomains; preload",
            },
        )

    answer = app.test_client().get("/strict").headers
    policies = answer.getlist("Content-Security-Policy")
    assert policies[0] == "default-src 'none'" and len(policies) == 2, "a browser enforces both"
    assert answer.getlist("X-Frame-Options") == ["DENY"]
    assert answer.getlist("Referrer-Policy") == ["no-referrer"]
    assert answer.getlist("Permissions-Policy") == ["camera=(), hid=(), usb=()"]
    assert answer.getlist("Strict-Transport-Security") == ["max-age=99999999; includeSubDomains; preload"]


def test_a_weaker_header_of_a_view_is_made_stricter(app):
    @app.get("/weak")
    def weak():
        return Response("x", headers={"X-Frame-Options": "SAMEORIGIN", "Strict-Transport-Security": "max-age=1"})

    answer = app.test_client().get("/weak").headers
    assert answer.getlist("X-Frame-Options") == ["DENY"]
    assert answer.getlist("Strict-Transport-Security") == ["max-age=63072000; includeSubDomains"]


def test_default_8_a_later_change_reaches_decorated_views(make):
    app = make()

    @app.get("/view")
    @headers(frame="SAMEORIGIN")
    def view():
        return "x"

    client = app.test_client()
    assert client.get("/view").headers["Referrer-Policy"] == "same-origin"
    Stopple.change(app, referrer="no-referrer")
    assert client.get("/view").headers["Referrer-Policy"] == "no-referrer"
    assert client.get("/view").headers["X-Frame-Options"] == "SAMEORIGIN"


def test_default_9_one_instance_serves_several_applications(make):
    stopple = Stopple(store="memory")
    first, second = Flask("first"), Flask("second")
    first.config["STOPPLE_FRAME"] = "SAMEORIGIN"
    for app in (first, second):
        stopple.init_app(app)
        app.add_url_rule("/", view_func=lambda: "x", endpoint="index")
    assert first.test_client().get("/").headers["X-Frame-Options"] == "SAMEORIGIN"
    assert second.test_client().get("/").headers["X-Frame-Options"] == "DENY"


def test_complaint_12_nonce_is_new_each_request_and_there_for_each_route(make):
    app = make()

    @app.get("/page")
    @headers(csp={"script-src": "'self' 'nonce'"})
    def page():
        return csp_nonce()

    @app.get("/other")
    def other():
        return csp_nonce()

    client, seen = app.test_client(), set()
    for path in ("/page", "/other", "/page"):
        answer = client.get(path)
        assert answer.text and f"'nonce-{answer.text}'" in answer.headers["Content-Security-Policy"]
        assert re.fullmatch(r"[A-Za-z0-9_-]{22,}", answer.text)
        seen.add(answer.text)
    assert len(seen) == 3


def test_enforced_and_reported_policies_stand_side_by_side(make):
    app = make(csp_report_only={"default-src": "'self'", "script-src": "'nonce'"})
    answer = app.test_client().get("/").headers
    nonce = re.search("'nonce-([^']+)'", answer["Content-Security-Policy"]).group(1)
    assert f"script-src 'nonce-{nonce}'" in answer["Content-Security-Policy-Report-Only"]
    assert "report-to stopple" in answer["Content-Security-Policy-Report-Only"]


@pytest.mark.parametrize(
    ("policy", "names"),
    [
        ({"scriptsrc": "'self'"}, "`scriptsrc`: is no directive; `script-src` is meant"),
        ({"script-src": "self"}, "`script-src`: `self` has to stand in single quotes"),
        ({"img-src": ["'none'", "data:"]}, "`img-src`: `'none'` has to stand alone"),
        ("script-src 'unsafe-inlin'", "`script-src`: `'unsafe-inlin'` is no keyword"),
        ({"style-src": "x; script-src *"}, "`style-src`: `x;` would end the directive"),
        ({"sandbox": "allow-everything"}, "`sandbox`: `allow-everything`"),
        ({"script-src": "'sha256-abc'"}, "`script-src`: `'sha256-abc'` is not a hash"),
    ],
)
def test_a_policy_written_wrongly_is_an_error_at_start_that_names_the_directive(policy, names):
    with pytest.raises(SettingError, match=re.escape(names)):
        Stopple(Flask("x"), csp=policy)
    with pytest.raises(SettingError, match=re.escape(names)):
        headers(csp=policy)(lambda: "x")


@pytest.mark.parametrize(
    ("setting", "value"),
    [("frame", "ALLOW-FROM x"), ("referrer", "none"), ("opener", "same"), ("permissions", "camera"), ("hsts", {"max_age": 1, "preload": True})],
)
def test_other_headers_written_wrongly_are_errors_at_start(setting, value):
    app = Flask("x")
    with pytest.raises(SettingError):
        Stopple(app, **{setting: value})
        app.test_client().get("/")


def test_a_misspelt_setting_is_an_error_and_not_an_open_guard():
    app = Flask("x")
    app.config["STOPPLE_CRSF"] = True
    with pytest.raises(SettingError, match="STOPPLE_CSRF is meant"):
        Stopple(app)
    with pytest.raises(SettingError, match="frame"):
        Stopple(Flask("y"), frames="DENY")
    with pytest.raises(SettingError, match="proxies takes int, dict"):
        Stopple(Flask("y"), proxies=True)


def test_headers_stand_on_errors_too(app):
    @app.get("/broken")
    def broken():
        raise RuntimeError

    client = app.test_client()
    for path in ("/nowhere", "/broken"):
        assert "Content-Security-Policy" in client.get(path).headers


def test_a_view_and_a_blueprint_change_their_headers(make):
    app = make()
    widgets = Blueprint("widgets", __name__)

    @widgets.get("/widget")
    def widget():
        return "x"

    @widgets.get("/strict")
    @headers(frame="DENY", csp=None)
    def strict():
        return "x"

    app.register_blueprint(widgets)
    Stopple.blueprint(app, widgets, frame=None, resource="cross-origin", csp={"frame-ancestors": "https://partner.example"})
    client = app.test_client()
    answer = client.get("/widget").headers
    assert "X-Frame-Options" not in answer and answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Content-Security-Policy"].startswith("frame-ancestors https://partner.example")
    answer = client.get("/strict").headers
    assert answer["X-Frame-Options"] == "DENY" and "Content-Security-Policy" not in answer
    assert client.get("/").headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_private_pages_are_not_kept_and_public_ones_may_be(app):
    from flask import session

    @app.get("/mine")
    def mine():
        return str(session.get("name"))

    @app.get("/said")
    def said():
        session.get("name")
        return Response("x", headers={"Cache-Control": "private, max-age=60"})

    client = app.test_client()
    assert client.get("/mine").headers["Cache-Control"] == "no-store"
    assert client.get("/said").headers["Cache-Control"] == "private, max-age=60"
    assert "Cache-Control" not in client.get("/").headers


def test_hsts_is_not_sent_over_plain_http(make):
    app = make(https=False)
    assert "Strict-Transport-Security" not in app.test_client().get("/", base_url="http://localhost").headers
    assert "Strict-Transport-Security" in app.test_client().get("/", base_url="https://localhost").headers


def test_helpers_make_parts_of_policies(make):
    assert csp_hash("alert(1)") == "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
    app = make(csp={"script-src": csp_hash("alert(1)"), **trusted_types("dompurify")})
    policy = app.test_client().get("/").headers["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'; trusted-types dompurify" in policy


def test_all_headers_can_be_switched_off(make):
    answer = make(headers=False).test_client().get("/").headers
    assert "Content-Security-Policy" not in answer and "X-Frame-Options" not in answer
