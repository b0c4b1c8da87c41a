"""A browser attacks the shop: each attack succeeds against the open form and fails against the guarded one, which works as before.

The two forms are `proofs/shop/wsgi.py`, served by Flask, and `proofs/guarded/wsgi.py`, which is the same and one line, served by
`flask stopple serve`. The attacker has a site of his own, and a neighbour of the shop's: `evil.shop.example` may set cookies for
all of `shop.example`. All names lead to this machine.
"""

import http.server
import os
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import quote

import pytest
from browser import free_port, wait_for

PROOFS = Path(__file__).resolve().parent.parent

OWNED = "<script>window.owned = 1</script><img src=x onerror='window.owned = 1'>"
THEFT = "<script>window.stolen = document.cookie</script>"
ADDRESS = "javascript:window.owned=1;void 0"


@pytest.fixture(scope="module")
def evil():
    """A site of the attacker, under whatever name: pages that a test writes, with the cookies that they set."""
    pages = {}

    class Evil(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body, cookies = pages.get(self.path, ("evil", []))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            for cookie in cookies:
                self.send_header("Set-Cookie", cookie)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Evil)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port, pages
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Addresses of the two forms, each with a database of its own."""
    addresses, processes = {}, []
    for form, arguments in {"open": ["run"], "guarded": ["stopple", "serve"]}.items():
        port = free_port()
        wsgi = PROOFS / ("shop" if form == "open" else "guarded") / "wsgi.py"
        command = [sys.executable, "-m", "flask", "--app", str(wsgi), *arguments, "--port", str(port)]
        # The shop keeps its data where temporary files lie.
        environment = {**os.environ, "TMPDIR": str(tmp_path_factory.mktemp(form))}
        processes.append((subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL), port))
        addresses[form] = f"{'http' if form == 'open' else 'https'}://shop.example:{port}"
    try:
        for _, port in processes:
            wait_for(port)
        yield addresses
    finally:
        for process, _ in processes:
            process.terminate()
            process.wait()


@pytest.fixture(params=["open", "guarded"])
def form(request):
    return request.param


@pytest.fixture
def shop(sites, form):
    return sites[form]


def sign_in(page, shop, path="/account/login"):
    page.goto(shop + path)
    page.fill("[name=name]", "alice")
    page.fill("[name=password]", "correct horse")
    page.click("button")


def review(page, shop, of, **fields):
    """Writes a review as anybody can, and shows it."""
    page.goto(f"{shop}/reviews/?of={of}")
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    page.click("button")


def owned(page):
    page.wait_for_timeout(200)
    return page.evaluate("window.owned === 1")


def test_the_shop_works(page, shop):
    page.goto(shop + "/")
    assert "Today:" in page.inner_text("body")
    page.goto(shop + "/search/bound?q=Lamp")
    page.click("a")
    assert page.inner_text("h1") == "Lamp"
    page.goto(shop + "/search/bound?q=Chair")
    page.click("button")
    assert '"added":"Chair"' in page.inner_text("body").replace(" ", "")
    sign_in(page, shop, "/account/login?next=/account/")
    assert page.url == shop + "/account/" and page.inner_text("h1") == "alice"
    page.fill("[name=email]", "new@shop.example")
    page.click("button")
    page.goto(shop + "/account/")
    assert page.inner_text("#email") == "new@shop.example"
    review(page, shop, "Chair", author="Bob & Söhne", site="https://bob.example/?a=b&c=d", body="a <b>good</b> chair")
    assert page.title() == "Reviews of Chair", "the page's own script runs"
    link = page.locator(".site")
    assert link.inner_text() == "Bob & Söhne" and link.get_attribute("href") == "https://bob.example/?a=b&c=d"
    assert page.inner_html("article p") == "a <b>good</b> chair"
    sign_in(page, shop, "/account/checkout")
    assert page.inner_text("#buyer") == "alice"


def test_reflected_script(page, shop, form):
    page.goto(f"{shop}/no-such-product?name={quote(OWNED)}")
    assert owned(page) == (form == "open")


def test_stored_script(page, shop, form):
    review(page, shop, "Stored", author="Eve", site="", body=OWNED)
    assert owned(page) == (form == "open")


def test_script_in_an_address(page, shop, form):
    page.goto(f"{shop}/reviews/?back={quote(ADDRESS)}")
    page.click("#back")
    assert owned(page) == (form == "open")


def test_stored_script_in_an_address(page, shop, form):
    review(page, shop, "Address", author="Eve", site=ADDRESS, body="look at my site")
    page.click(".site")
    assert owned(page) == (form == "open")


def test_script_in_a_script(page, shop, form):
    page.goto(f"{shop}/reviews/?of={quote('${window.owned = 1}')}")
    assert owned(page) == (form == "open")
    assert page.title().startswith("Reviews of "), "the page's own script runs in both"


def test_theft_of_a_cookie(page, shop, form):
    page.goto(shop + "/search/bound?q=Lamp")
    page.click("button")
    page.goto(f"{shop}/no-such-product?name={quote(THEFT)}")
    page.wait_for_timeout(200)
    stolen = page.evaluate("window.stolen") or ""
    assert ("basket=" in stolen) == (form == "open")
    # Not even a script that runs would get it.
    assert ("basket=" in page.evaluate("document.cookie")) == (form == "open")


@pytest.mark.parametrize("name", ["evil.example", "evil.shop.example"])
def test_a_forged_change_of_address(page, shop, form, evil, name):
    port, pages = evil
    sign_in(page, shop)
    mail = f"{name}@evil.example"
    pages["/forge"] = (
        f"<form method=post action='{shop}/account/email'><input name=email value='{mail}'></form>"
        "<script>document.forms[0].submit()</script>",
        [],
    )
    page.goto(f"http://{name}:{port}/forge")
    page.wait_for_url(shop + "/account/email")
    page.goto(shop + "/account/")
    assert (page.inner_text("#email") == mail) == (form == "open")


def test_a_frame_over_the_page(page, shop, form, evil):
    port, pages = evil
    pages["/frame"] = f"<iframe src='{shop}/account/login'></iframe>", []
    page.goto(f"http://evil.example:{port}/frame")
    page.wait_for_timeout(500)
    (frame,) = page.frames[1:]
    assert (frame.query_selector("[name=password]") is not None) == (form == "open")


def test_a_session_that_the_attacker_planted(page, shop, form, evil):
    port, pages = evil
    # The attacker begins a visit, and plants its cookie from a neighbour of the shop.
    attacker = page.context.browser.new_context(ignore_https_errors=True)
    visit = attacker.new_page()
    visit.goto(shop + "/account/checkout")
    (cookie,) = [cookie for cookie in attacker.cookies() if cookie["name"].endswith("session")]
    for_all = "Domain=shop.example; Path=/"
    pages["/plant"] = "planted", [f"{name}={cookie['value']}; {for_all}" for name in ("session", cookie["name"])]
    page.goto(f"http://evil.shop.example:{port}/plant")
    # Alice buys, and the attacker looks at the visit that he knows.
    sign_in(page, shop, "/account/checkout")
    assert page.inner_text("#buyer") == "alice"
    visit.reload()
    assert (visit.query_selector("#buyer") is not None) == (form == "open")
    attacker.close()


def test_a_redirect_out_of_the_shop(page, shop, form, evil):
    port, _ = evil
    site = f"http://evil.example:{port}"
    sign_in(page, shop, f"/account/login?next={quote(site)}/welcome")
    assert page.url.startswith(site) == (form == "open")
    assert page.url.startswith(shop) == (form == "guarded")
