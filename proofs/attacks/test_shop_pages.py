"""Attacks on what the shop answers, and on what it runs and asks for."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from flask.sessions import SecureCookieSessionInterface

SCRIPT = "<script>alert(1)</script>"


def test_a_script_comes_back_as_it_was_sent(visitor):
    answer = visitor.get("/no-such-product", query_string={"name": SCRIPT})
    assert answer.mimetype == "text/html" and SCRIPT in answer.text


@pytest.mark.parametrize("path, field", [
    ("/no-such-product/escaped", "name"),
    ("/nothing", "q"),
    ("/greeting", "name"),
    ("/search/bound", "q"),
])
def test_a_script_comes_back_escaped(visitor, path, field):
    answer = visitor.get(path, query_string={field: SCRIPT})
    assert SCRIPT not in answer.text and "&lt;script&gt;" in answer.text


def test_a_product_is_a_number(visitor):
    assert visitor.get(f"/product/{SCRIPT}").status_code == 404
    assert "Product 1" in visitor.get("/product/1").text


def test_a_template_from_a_form_is_run(staff):
    template = "{{ 6 * 7 }} {{ config['SECRET_KEY'] }}"
    assert staff.post("/back-office/newsletter", data={"template": template}).text == "42 shop"


def test_a_template_of_ours_runs_nothing_of_the_visitor(visitor):
    assert "{{ 6 * 7 }}" in visitor.get("/greeting", query_string={"name": "{{ 6 * 7 }}"}).text


def test_a_formula_is_code(staff, folder):
    formula = f"__import__('pathlib').Path({str(folder / 'ran')!r}).touch() or 1"
    assert staff.post("/back-office/discount", data={"formula": formula}).text == "1"
    assert (folder / "ran").exists()


def test_a_literal_is_not_code(staff, folder, shop):
    shop.config["PROPAGATE_EXCEPTIONS"] = False
    steps = f"[__import__('pathlib').Path({str(folder / 'ran')!r}).touch() or 1]"
    assert staff.post("/back-office/discount/steps", data={"steps": steps}).status_code == 500
    assert not (folder / "ran").exists()


def test_a_format_reads_what_lies_behind_an_object(staff):
    text = "{order.__class__.__init__.__globals__[current_user].__globals__[digest].__module__}"
    assert staff.post("/back-office/confirmation", data={"text": text}).text == "store.passwords"
    fixed = staff.post("/back-office/confirmation/fixed", data={"remark": "{number.__class__}"})
    assert fixed.text == "Order 7: {number.__class__}"


def test_a_shell_reads_the_name_of_a_file(visitor, shop, folder, monkeypatch):
    monkeypatch.chdir(folder)
    visitor.get("/documents/details", query_string={"file": "x; touch ran #"})
    assert (folder / "ran").exists()


def test_no_shell_reads_a_name_that_is_an_argument(visitor, shop, folder, monkeypatch):
    monkeypatch.chdir(folder)
    shop.config["PROPAGATE_EXCEPTIONS"] = False
    visitor.get("/documents/details/direct", query_string={"file": "x; touch ran #"})
    assert not (folder / "ran").exists()


@pytest.fixture
def inner():
    """A service that only the server can reach, and what it was asked."""
    asked = []

    class Inner(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"for the inside only")

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Inner)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_server_asks_wherever_the_visitor_says(visitor, inner):
    address, asked = inner
    answer = visitor.get("/documents/price-list", query_string={"url": f"{address}/secrets"})
    assert answer.text == "for the inside only" and asked == ["/secrets"]


def test_the_server_asks_the_supplier_alone(visitor, shop, inner):
    address, asked = inner
    shop.config["SUPPLIER"] = address
    visitor.get("/documents/price-list/supplier", query_string={"year": "2026"})
    visitor.get("/documents/price-list/supplier", query_string={"year": "@127.0.0.1/secrets"})
    assert asked == ["/prices/2026", "/prices/None"]


def test_signing_in_leads_out_of_the_shop(visitor):
    answer = visitor.post("/account/login?next=https://evil.example/", data={"name": "alice", "password": "correct horse"})
    assert answer.headers["Location"] == "https://evil.example/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"])
def test_going_on_stays_in_the_shop(visitor, target):
    assert visitor.get("/account/continue", query_string={"next": target}).status_code == 400
    assert visitor.get("/account/continue", query_string={"next": "/search"}).headers["Location"] == "/search"


def test_a_guessed_key_signs_a_session_of_the_admin(shop, visitor):
    from flask import Flask

    attacker = Flask("attacker")
    attacker.secret_key = "shop"
    cookie = SecureCookieSessionInterface().get_signing_serializer(attacker).dumps({"user": 1})
    visitor.set_cookie("session", cookie)
    assert visitor.post("/back-office/discount/steps", data={"steps": "[1]"}).status_code == 200


def test_another_site_posts_in_the_name_of_alice(alice):
    answer = alice.post("/account/email", data={"email": "evil@evil.example"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 200


def test_no_header_keeps_the_pages_out_of_a_frame(visitor):
    headers = visitor.get("/").headers
    assert "Content-Security-Policy" not in headers and "X-Frame-Options" not in headers


def test_the_debugger_is_served(shop):
    from werkzeug.debug import DebuggedApplication
    from werkzeug.test import Client

    shop.config["PROPAGATE_EXCEPTIONS"] = True
    served = Client(DebuggedApplication(shop, evalex=True))
    page = served.get("/documents/price-list", query_string={"url": "no address"}).text
    assert "EVALEX = true" in page and "SECRET" in page
