"""``flask stopple ...``, reports and the audit log."""

from __future__ import annotations

import json
import logging

import pytest
from origins import CROSS_SITE
from flask_stopple import csrf_exempt, limit, login_required
from flask_stopple._stopple import judge_secret_key
from flask_stopple.cli import stopple


def run(app, *arguments):
    return app.test_cli_runner().invoke(stopple, list(arguments))


def test_keygen_makes_keys_that_are_taken(app):
    keys = {run(app, "keygen").output.strip() for _ in range(3)}
    assert len(keys) == 3
    for key in keys:
        judge_secret_key(key.encode())


def test_check_prints_what_guards_each_route(make):
    app = make(hosts=["shop.example"])

    @app.post("/hook")
    @csrf_exempt
    @limit("5/minute")
    def hook():
        return "x"

    app.add_url_rule("/mine", "mine", login_required(lambda: "x"))
    result = run(app, "check")
    assert result.exit_code == 0, result.output
    lines = {line.split()[0]: line for line in result.output.splitlines() if line.startswith("/")}
    assert "OFF" in lines["/hook"] and "5/minute" in lines["/hook"]
    assert "login" in lines["/mine"]
    assert "/hook (hook): POST without a CSRF check" in result.output


@pytest.mark.parametrize(
    ("keywords", "says"),
    [
        ({"csrf": False}, "csrf is off"),
        ({"headers": False}, "headers is off"),
        ({"https": False}, "https is off"),
        ({"hosts": ["*"]}, "hosts is `*`"),
        ({"cookies": False}, "cookies is off"),
    ],
)
def test_check_fails_on_an_unsafe_setting(make, keywords, says):
    result = run(make(**keywords), "check")
    assert result.exit_code == 1 and says in result.output


def test_check_fails_in_debug_mode(app, monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")
    result = run(app, "check")
    assert result.exit_code == 1 and "debug mode" in result.output


def test_check_names_a_weak_key_and_judges_the_rest(make):
    app = make(config={"DEBUG": True, "SECRET_KEY": "dev"}, hosts=["shop.example"])
    result = run(app, "check")
    assert result.exit_code == 1 and "flask stopple keygen" in result.output and "https is off" not in result.output


def test_check_names_a_weak_policy(make):
    result = run(make(csp="default-src *; script-src 'unsafe-inline'"), "check")
    assert "script-src: `'unsafe-inline'` lets injected script run" in result.output


def test_reports_are_taken_counted_and_shown(app):
    client = app.test_client()
    old = {"csp-report": {"document-uri": "https://localhost/page?secret=1", "effective-directive": "script-src-elem", "blocked-uri": "inline", "line-number": 7}}
    new = [{"type": "csp-violation", "body": {"documentURL": "https://localhost/page", "effectiveDirective": "img-src", "blockedURL": "https://evil.example/x?y", "disposition": "enforce"}}]
    for _ in range(3):
        assert client.post("/_stopple/csp-report", data=json.dumps(old), content_type="application/csp-report", headers=CROSS_SITE).status_code == 204
    client.post("/_stopple/csp-report", data=json.dumps(new), content_type="application/reports+json")
    output = run(app, "csp-report").output
    assert "script-src-elem" in output and "https://evil.example/x" in output and "secret" not in output
    rows = [json.loads(line) for line in run(app, "csp-report", "--json", "--clear").output.splitlines()]
    assert [row["count"] for row in rows] == [3, 1]
    assert "No violations" in run(app, "csp-report").output


@pytest.mark.parametrize("body", [b"", b"x", b"[" * 5000, b"{}", b'[1, {"type": "csp-violation"}]', b'{"csp-report": {"effective-directive": 5}}', b"\xff", b"1" * 70_000])
def test_reports_that_are_none_do_nothing(app, body):
    assert app.test_client().post("/_stopple/csp-report", data=body).status_code == 204
    assert "No violations" in run(app, "csp-report").output


def test_a_flood_of_reports_is_cut(app):
    client = app.test_client()
    for number in range(40):
        body = [{"type": "csp-violation", "body": {"documentURL": f"/{number}-{each}", "effectiveDirective": "img-src"}} for each in range(25)]
        client.post("/_stopple/csp-report", data=json.dumps(body))
    assert len(run(app, "csp-report", "--json").output.splitlines()) == 500


def test_sweep(app):
    assert "0 entries removed" in run(app, "sweep").output


def test_the_audit_log_says_what_happened_and_no_secrets(app, caplog):
    caplog.set_level(logging.INFO, "stopple.audit")
    app.test_client().post("/?password=secret", headers={**CROSS_SITE, "X-CSRFToken": "secret", "Cookie": "a=secret"})
    (record,) = [record for record in caplog.records if record.name == "stopple.audit"]
    line = json.loads(record.message)
    assert line["event"] == "malicious_csrf" and line["reason"] == "other-site" and line["path"] == "/"
    assert "secret" not in record.message
