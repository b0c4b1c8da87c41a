"""HTTPS, hosts and proxies."""

from __future__ import annotations

import pytest
from flask import redirect, request, url_for
from flask_stopple import SettingError, csrf_exempt, plain_http
from werkzeug.test import create_environ, run_wsgi_app


def test_default_6_no_redirect_to_a_host_that_the_client_made_up(make):
    app = make()
    answer = app.test_client().get("/", base_url="http://evil.example")
    assert answer.status_code == 403 and "Location" not in answer.headers
    app = make(hosts=["shop.example", ".static.example"])
    client = app.test_client()
    assert client.get("/", base_url="http://evil.example").status_code == 400
    assert client.get("/", base_url="https://evil.example").status_code == 400
    assert client.get("/a?b=c", base_url="http://shop.example").location == "https://shop.example/a?b=c"
    assert client.get("/", base_url="http://a.static.example").location == "https://a.static.example/"


def test_redirect_keeps_the_method_and_the_address(make):
    client = make().test_client()
    answer = client.post("/a b/ä?q=1%202", base_url="http://localhost:80")
    assert answer.status_code == 308
    assert answer.location == "https://localhost/a%20b/%C3%A4?q=1%202"
    assert client.get("//evil.example/%0d%0aX: y", base_url="http://localhost").location.startswith("https://localhost/")


def test_redirect_is_off_in_debug_and_hosts_still_count(make):
    app = make(config={"DEBUG": True}, hosts=["localhost"])
    assert app.test_client().get("/", base_url="http://localhost").status_code == 200
    assert app.test_client().get("/", base_url="http://evil.example").status_code == 400


def test_health_checks_are_exempt_by_name(make):
    app = make(https_exempt=["/health"])

    @app.get("/health")
    @app.get("/healthy")
    def health():
        return "ok"

    @app.get("/alive")
    @plain_http
    def alive():
        return "ok"

    client = app.test_client()
    assert client.get("/health", base_url="http://localhost").status_code == 200
    assert client.get("/healthy", base_url="http://localhost").status_code == 308
    assert client.get("/alive", base_url="http://localhost").status_code == 200


def test_default_5_forwarded_headers_are_believed_only_from_proxies(make):
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "6.6.6.6", "Forwarded": "proto=https"}
    app = make()
    answer = app.test_client().get("/", base_url="http://localhost", headers=said)
    assert answer.status_code == 308 and "Strict-Transport-Security" not in answer.headers


def test_complaint_13_behind_a_proxy_that_ends_tls(make):
    app = make(proxies=1, hosts=["shop.example"])

    @app.get("/who")
    def who():
        return f"{request.remote_addr} {url_for('who', _external=True)}"

    client = app.test_client()
    said = {"X-Forwarded-Proto": "http, https", "X-Forwarded-For": "6.6.6.6, 9.9.9.9", "X-Forwarded-Host": "shop.example"}
    answer = client.get("/who", base_url="http://10.0.0.1", headers=said)
    assert answer.text == "9.9.9.9 https://shop.example/who"
    assert "Strict-Transport-Security" in answer.headers
    assert client.get("/who", base_url="http://shop.example").status_code == 308


@pytest.mark.filterwarnings("ignore:Current server name")
def test_server_name_names_the_host(make):
    app = make(config={"SERVER_NAME": "shop.example"})
    client = app.test_client()
    assert client.get("/", base_url="http://shop.example").location == "https://shop.example/"
    assert client.get("/", base_url="https://other.example").status_code in (400, 404)


@pytest.mark.parametrize("host", ["", "a b", "a@b", "a/b", "[::1", "a:b", "a\\b", "x" * 300])
def test_a_host_that_is_none_is_refused(app, host):
    # Not through the client, which reads the host itself.
    environ = {**create_environ(base_url="https://localhost"), "HTTP_HOST": host}
    _, status, _ = run_wsgi_app(app, environ)
    assert status.startswith("400")


def test_proxies_that_replace_a_header_are_counted_for_each(make):
    app = make(proxies={"for": 2, "proto": 1})
    app.add_url_rule("/who", "who", lambda: f"{request.remote_addr} {request.scheme}")
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "6.6.6.6, 9.9.9.9, 10.0.0.1"}
    assert app.test_client().get("/who", base_url="http://localhost", headers=said).text == "9.9.9.9 https"
    for wrong in ({"proto": -1}, {"port": 1}, {"for": "1"}, -1):
        with pytest.raises(SettingError, match="proxies"):
            make(proxies=wrong)


@pytest.mark.parametrize("target", ["https://evil.example/x", "//evil.example", "/\\evil.example", "https:evil.example", "https://localhost@evil.example/"])
def test_complaint_5_an_open_redirect_is_turned_home(make, target):
    app = make()
    app.add_url_rule("/go", "go", lambda: redirect(request.args["next"]))
    app.add_url_rule("/post", "post", csrf_exempt(lambda: redirect(request.form["next"])), methods=["POST"])
    client = app.test_client()
    for answer in (client.get("/go", query_string={"next": target}), client.post("/post", data={"next": target})):
        # Werkzeug itself writes a backslash as what no browser takes for a slash.
        assert answer.location in ("/", "/%5Cevil.example")


def test_redirects_that_the_application_chose_are_not_touched(make):
    app = make(redirect_hosts=["login.example", ".shop.example"])
    app.add_url_rule("/go", "go", lambda: redirect(request.args["next"]))
    app.add_url_rule("/pay", "pay", lambda: redirect("https://pay.example/?back=" + request.args["back"]))
    client = app.test_client()
    assert client.get("/pay?back=/basket").location == "https://pay.example/?back=/basket"
    for target in ("/basket", "https://localhost/x", "https://login.example/x", "https://a.shop.example/"):
        assert client.get("/go", query_string={"next": target}).location == target
    open_ = make(redirects=False)
    open_.add_url_rule("/go", "go", lambda: redirect(request.args["next"]))
    assert open_.test_client().get("/go?next=https://evil.example").location == "https://evil.example"
