"""``flask stopple ...``, reports and the audit log."""

from __future__ import annotations

import json
import logging
import secrets

import pytest
from flask import Blueprint, Flask
from origins import CROSS_SITE
from flask_stopple import Stopple, csrf_exempt, headers, limit, login_required
from flask_stopple._stopple import judge_secret_key
from flask_stopple.cli import stopple
from flask_stopple.compat.flask_login import LoginManager
from flask_stopple.compat.flask_login import login_required as compat_login_required
from flask_stopple.compat.flask_seasurf import SeaSurf
from flask_stopple.compat.flask_talisman import Talisman
from flask_stopple.compat.flask_wtf_csrf import CSRFProtect


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


class TestCheckOfCompat:
    """What the modules of `compat` guard is seen, whether they stand alone or beside the whole guard."""

    def rows(self, app):
        self.result = run(app, "check")
        return {line.split()[0]: line for line in self.result.output.splitlines() if line.startswith("/")}

    def bare(self):
        app = Flask("bare")
        app.secret_key = secrets.token_hex(32)
        return app

    def test_headers_of_talisman(self):
        app = self.bare()
        talisman = Talisman(app, content_security_policy={"default-src": "'self'", "script-src": "'unsafe-inline'"})
        app.add_url_rule("/plain", "plain", lambda: "x")
        app.add_url_rule("/framed", "framed", talisman(frame_options="DENY", content_security_policy="script-src 'unsafe-eval'")(lambda: "x"))
        rows = self.rows(app)
        assert rows["/plain"].endswith("default") and rows["/framed"].endswith("changed: csp, frame")
        output = self.result.output
        assert "headers is off" not in output and "opener is off" in output and "frame is off" not in output
        assert "csp: script-src: `'unsafe-inline'` lets injected script run" in output
        assert "/framed (framed): script-src: `'unsafe-eval'`" in output

    def test_headers_of_a_blueprint_beside_talisman(self, make):
        app = make()
        Talisman(app)
        things = Blueprint("things", "things")
        things.add_url_rule("/things", "list", lambda: "x")
        app.register_blueprint(things)
        Stopple.blueprint(app, things, frame="SAMEORIGIN", opener=None)
        assert self.rows(app)["/things"].endswith("changed: frame, opener")
        assert "/things (things.list): opener is off" in self.result.output
        sent = app.test_client().get("/things", base_url="https://localhost").headers
        assert sent["X-Frame-Options"] == "SAMEORIGIN" and "Cross-Origin-Opener-Policy" not in sent

    @pytest.mark.parametrize("extension", [CSRFProtect, SeaSurf])
    def test_csrf(self, extension):
        app = self.bare()
        guard = extension(app)
        app.add_url_rule("/kept", "kept", lambda: "x", methods=["POST"])
        app.add_url_rule("/open", "open", guard.exempt(lambda: "x"), methods=["POST"])
        rows = self.rows(app)
        assert "checked" in rows["/kept"] and "OFF" in rows["/open"].split()
        assert "/open (open): POST without a CSRF check" in self.result.output
        assert "csrf is off" not in self.result.output

    @pytest.mark.parametrize(
        ("extension", "config"), [(CSRFProtect, {"WTF_CSRF_ENABLED": False}), (SeaSurf, {"CSRF_DISABLE": True})]
    )
    def test_csrf_that_is_switched_off(self, extension, config):
        app = self.bare()
        app.config.update(config)
        extension(app)
        app.add_url_rule("/kept", "kept", lambda: "x", methods=["POST"])
        assert "checked" not in self.rows(app)["/kept"]
        assert self.result.exit_code == 1 and "csrf is off for the whole application" in self.result.output

    def test_login(self):
        app = self.bare()
        LoginManager(app)
        app.add_url_rule("/mine", "mine", compat_login_required(lambda: "x"))
        assert "login" in self.rows(app)["/mine"].split()


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


@pytest.mark.parametrize(("mount", "address"), [("/shop", "/shop"), ("/a;b c/\u00e9/", "/a%3Bb%20c/%E9")])
def test_reports_come_back_to_where_the_application_is_mounted(app, mount, address):
    client = app.test_client()
    app.add_url_rule("/mine", "mine", headers(frame="SAMEORIGIN")(lambda: "x"))
    for path in ("/", "/mine", "/nowhere"):
        answer = client.get(path, base_url="https://localhost", environ_overrides={"SCRIPT_NAME": mount}).headers
        assert answer["Reporting-Endpoints"] == f'stopple="{address}/_stopple/csp-report"'
        assert f"report-uri {address}/_stopple/csp-report;" in answer["Content-Security-Policy"]
    at_the_root = client.get("/", base_url="https://localhost").headers
    assert "report-uri /_stopple/csp-report;" in at_the_root["Content-Security-Policy"]


def test_mounts_that_a_client_makes_up_are_not_kept(app):
    client = app.test_client()
    for number in range(100):
        answer = client.get("/", base_url="https://localhost", environ_overrides={"SCRIPT_NAME": f"/{number}"})
        assert answer.status_code == 200 and "Content-Security-Policy" in answer.headers
    assert len(app.extensions["stopple"]._routes) < 20


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
