"""Flask-Talisman by its names: the programs of tutorials, every option, and what is different with intent."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, make_response, render_template_string, request
from flask_stopple import Stopple
from flask_stopple.compat import flask_talisman as compat

SECURE = {"base_url": "https://localhost"}


def tutorial(config: dict[str, Any] | None = None, **options: Any) -> tuple[Flask, compat.Talisman]:
    app = Flask("tutorial")
    app.config.update(config or {})
    talisman = compat.Talisman(app, **options)
    app.add_url_rule("/", "index", lambda: render_template_string('<script nonce="{{ csp_nonce() }}"></script>'))
    return app, talisman


def test_tutorial_with_a_policy_and_nonces() -> None:
    policy = {"default-src": "'self'", "script-src": ["'self'", "cdn.example"], "img-src": "*"}
    app, _ = tutorial(content_security_policy=policy, content_security_policy_nonce_in=["script-src"])
    client = app.test_client()
    seen = set()
    for _ in range(2):
        answer = client.get("/", **SECURE)
        nonce = answer.text.split('"')[1]
        seen.add(nonce)
        assert f"script-src 'self' cdn.example 'nonce-{nonce}'" in answer.headers["Content-Security-Policy"]
        assert "img-src *" in answer.headers["Content-Security-Policy"]
        assert len(nonce) == compat.NONCE_LENGTH
    assert len(seen) == 2
    assert "script-src" in policy and "'nonce" not in str(policy)


def test_tutorial_defaults_and_secure_session_cookie() -> None:
    app, _ = tutorial()
    answer = app.test_client().get("/", **SECURE)
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["Strict-Transport-Security"] == "max-age=31556926; includeSubDomains"
    assert answer.headers["Permissions-Policy"] == "browsing-topics=()"
    assert "X-XSS-Protection" not in answer.headers
    assert (app.config["SESSION_COOKIE_SECURE"], app.config["SESSION_COOKIE_HTTPONLY"]) == (True, True)
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_factory() -> None:
    talisman = compat.Talisman()
    app = Flask("made")
    talisman.init_app(app, force_https=False, session_cookie_secure=False, session_cookie_samesite="Strict")
    app.add_url_rule("/", view_func=lambda: "")
    assert app.test_client().get("/").status_code == 200
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Strict" and not app.config["SESSION_COOKIE_SECURE"]


def test_every_public_name_is_there() -> None:
    names = """ALLOW_FROM DEFAULT_CSP_POLICY DEFAULT_DOCUMENT_POLICY DEFAULT_FEATURE_POLICY DEFAULT_PERMISSIONS_POLICY DENY
    GOOGLE_CSP_POLICY NONCE_LENGTH SAMEORIGIN Talisman""".split()
    assert sorted(names) == sorted(compat.__all__)
    assert len(compat.OPTIONS) == 22
    app, _ = tutorial(content_security_policy=compat.GOOGLE_CSP_POLICY)
    assert "themes.googleusercontent.com" in app.test_client().get("/", **SECURE).headers["Content-Security-Policy"]


def test_options_that_send_other_headers() -> None:
    app, _ = tutorial(
        feature_policy={"geolocation": "'none'"},
        document_policy={"oversized-images": "?0", "document-write": "?0"},
        permissions_policy="vibrate=(), geolocation=(self)",
        force_file_save=True,
        x_xss_protection=True,
        x_content_type_options=False,
        frame_options=compat.ALLOW_FROM,
        frame_options_allow_from="https://a.example",
        referrer_policy="no-referrer",
        strict_transport_security_preload=True,
        strict_transport_security_include_subdomains=True,
        strict_transport_security_max_age=63_072_000,
    )
    headers = app.test_client().get("/", **SECURE).headers
    assert headers["Feature-Policy"] == "geolocation 'none'"
    assert headers["Document-Policy"] == "oversized-images=?0, document-write=?0"
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert headers["X-Download-Options"] == "noopen"
    assert headers["X-XSS-Protection"] == "1; mode=block"
    assert "X-Content-Type-Options" not in headers
    assert headers["X-Frame-Options"] == "ALLOW-FROM https://a.example"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"


def test_report_only() -> None:
    app, talisman = tutorial(
        content_security_policy={"default-src": "'self'"},
        content_security_policy_report_only=True,
        content_security_policy_report_uri="/reports",
        content_security_policy_nonce_in=["default-src"],
    )
    headers = app.test_client().get("/", **SECURE).headers
    said = headers["Content-Security-Policy-Report-Only"]
    assert "Content-Security-Policy" not in headers and "report-uri /reports" in said and "'nonce-" in said
    with pytest.raises(ValueError):
        compat.Talisman(Flask("none"), content_security_policy_report_only=True)


def test_redirects_302_301_and_none() -> None:
    app, talisman = tutorial()
    client = app.test_client()
    answer = client.get("/?a=1")
    assert (answer.status_code, answer.location) == (302, "https://localhost/?a=1")
    talisman.force_https_permanent = True
    assert client.get("/").status_code == 301
    talisman.force_https = False
    assert client.get("/").status_code == 200
    app, _ = tutorial({"DEBUG": True})
    assert app.test_client().get("/").status_code == 200


def test_default_5_a_client_does_not_say_that_it_came_over_https() -> None:
    claim = {"headers": {"X-Forwarded-Proto": "https"}}
    assert tutorial()[0].test_client().get("/", **claim).status_code == 302
    answer = tutorial({"STOPPLE_PROXIES": {"proto": 1}})[0].test_client().get("/", **claim)
    assert answer.status_code == 200 and "Strict-Transport-Security" in answer.headers


def test_default_6_no_redirect_to_a_host_that_a_client_made_up() -> None:
    app, _ = tutorial({"STOPPLE_HOSTS": ["shop.example"]})
    client = app.test_client()
    assert client.get("/", base_url="http://shop.example").location == "https://shop.example/"
    assert "evil" not in client.get("/", base_url="http://evil.example").headers.get("Location", "")
    assert tutorial()[0].test_client().get("/", base_url="http://evil.example").status_code == 403


def test_default_7_a_stricter_header_of_a_view_stays() -> None:
    app, _ = tutorial()

    @app.get("/strict")
    def strict() -> Any:
        answer = make_response("")
        answer.headers["X-Frame-Options"] = "DENY"
        answer.headers["Content-Security-Policy"] = "default-src 'none'"
        return answer

    answer = app.test_client().get("/strict", **SECURE)
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in answer.headers.getlist("Content-Security-Policy")


def test_default_8_a_later_change_counts_for_decorated_views_too() -> None:
    app, talisman = tutorial()

    @app.get("/own")
    @talisman(frame_options=compat.DENY)
    def own() -> str:
        return ""

    client = app.test_client()
    assert client.get("/own", **SECURE).headers["X-Frame-Options"] == "DENY"
    talisman.content_security_policy = {"default-src": "'none'"}
    assert client.get("/own", **SECURE).headers["Content-Security-Policy"] == "default-src 'none'"
    talisman.content_security_policy["img-src"] = "'self'"
    assert "img-src 'self'" in client.get("/own", **SECURE).headers["Content-Security-Policy"]


def test_every_way_to_write_to_a_policy_counts() -> None:
    app, talisman = tutorial(content_security_policy={"img-src": ["'self'"]})
    client = app.test_client()

    def said() -> str:
        return client.get("/", **SECURE).headers.get("Content-Security-Policy", "")

    policy = talisman.content_security_policy
    said()
    policy["img-src"].append("a.example")
    assert "a.example" in said()
    policy.update({"font-src": "f.example"})
    assert "f.example" in said()
    del policy["font-src"]
    assert "f.example" not in said()
    policy |= {"media-src": "m.example"}
    assert "m.example" in said()
    policy["img-src"] = ["'self'"]
    said()
    policy["img-src"].append("b.example")
    assert "b.example" in said()
    talisman.content_security_policy_nonce_in.append("img-src")
    assert "'nonce-" in said()
    policy.clear()
    assert said() == ""


def test_default_9_one_object_for_two_applications() -> None:
    talisman = compat.Talisman()
    apps = [Flask("one"), Flask("two")]
    for app in apps:
        talisman.init_app(app)
        app.add_url_rule("/", view_func=lambda: "")
    apps[0].debug = True
    assert [app.test_client().get("/").status_code for app in apps] == [200, 302]


def test_options_of_views() -> None:
    app, talisman = tutorial()
    app.add_url_rule("/plain", "plain", talisman(force_https=False)(lambda: "plain"))
    app.add_url_rule("/free", "free", talisman(content_security_policy=None, permissions_policy={})(lambda: ""))
    client = app.test_client()
    assert client.get("/plain").text == "plain"
    headers = client.get("/free", **SECURE).headers
    assert "Content-Security-Policy" not in headers and "Permissions-Policy" not in headers
    with pytest.raises(TypeError):
        talisman(referrer_policy="no-referrer")
    with pytest.raises(TypeError):
        compat.Talisman(Flask("typo"), content_security_polcy=None)


def test_a_policy_that_is_written_wrongly_is_said_and_sent() -> None:
    with pytest.warns(UserWarning, match="image-src"):
        app, _ = tutorial(content_security_policy={"image-src": "'self'"}, content_security_policy_nonce_in=["image-src"])
    with pytest.warns(UserWarning, match="image-src"):
        first = app.test_client().get("/", **SECURE)
    with pytest.warns(UserWarning, match="image-src"):
        second = app.test_client().get("/", **SECURE)
    for answer in (first, second):
        assert answer.headers["Content-Security-Policy"] == f"image-src 'self' 'nonce-{answer.text.split(chr(34))[1]}'"
    assert first.text != second.text


def test_preload_without_subdomains_is_said_and_left_out() -> None:
    with pytest.warns(UserWarning, match="preload"):
        app, _ = tutorial(strict_transport_security_preload=True, strict_transport_security_include_subdomains=False)
    with pytest.warns(UserWarning, match="preload"):
        headers = app.test_client().get("/", **SECURE).headers
    assert headers["Strict-Transport-Security"] == "max-age=31556926"


def test_redirects_have_the_headers() -> None:
    assert "Content-Security-Policy" in tutorial()[0].test_client().get("/").headers


def test_error_pages_have_the_headers() -> None:
    answer = tutorial()[0].test_client().get("/none", **SECURE)
    assert answer.status_code == 404 and "Content-Security-Policy" in answer.headers


def test_beside_stopple_only_what_was_said_counts() -> None:
    app, _ = tutorial({"SECRET_KEY": "b2a6f0d94c1e7758a3b1d2c4e6f8091a2b3c4d5e6f708192"}, referrer_policy="no-referrer")
    Stopple(app, store="memory")
    headers = app.test_client().get("/", **SECURE).headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY" and "strict-dynamic" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    with app.test_request_context():
        assert request.path == "/"
