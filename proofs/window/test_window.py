"""A browser attacks the shop's window: each attack succeeds against the open form and fails against the guarded one.

The other site is ``127.0.0.1``, which a browser takes for another site than ``localhost``.
"""

import http.server
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import quote

import pytest
from browser import free_port, wait_for

HERE = Path(__file__).parent

OWNED = "<script>window.owned = 1</script><img src=x onerror='window.owned = 1'>"
THEFT = "<script>window.stolen = document.cookie</script>"


@pytest.fixture(scope="module")
def evil():
    """Another site, whose pages a test writes."""
    pages = {}

    class Evil(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = pages.get(self.path, "evil").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Evil)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def sites():
    """The two forms, each served as one would: the open one by Flask, the guarded one by ``flask stopple serve``."""
    plain, port = free_port(), free_port()
    flask = [sys.executable, "-m", "flask", "--app"]
    processes = [
        subprocess.Popen([*flask, "window", "run", "--port", str(plain)], cwd=HERE, stderr=subprocess.DEVNULL),
        subprocess.Popen([*flask, "window:create_guarded", "stopple", "serve", "--port", str(port)], cwd=HERE, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL),
    ]
    for number in (plain, port):
        wait_for(number)
    yield {"open": f"http://localhost:{plain}", "guarded": f"https://localhost:{port}"}
    for process in processes:
        process.terminate()
        process.wait()


@pytest.fixture(params=["open", "guarded"])
def form(request):
    return request.param


@pytest.fixture
def shop(sites, form):
    return sites[form]


def owned(page):
    page.wait_for_timeout(200)
    return page.evaluate("window.owned === 1")


def test_the_shop_works(page, shop):
    page.goto(shop + "/login")
    assert page.inner_text("#script") == "on" and page.inner_text("#user") == "alice"
    page.click("#pay")
    assert int(page.inner_text("#paid")) >= 1
    page.goto(shop + "/notes")
    page.fill("input", "a friendly note")
    page.click("#send")
    assert "a friendly note" in page.inner_text("body")
    page.goto(shop + "/link?to=/")
    page.click("#link")
    assert page.url == shop + "/"


def test_reflected_script(page, shop, form):
    page.goto(f"{shop}/search?q={quote(OWNED)}")
    assert owned(page) == (form == "open")
    assert page.inner_text("#script") == "on", "the page's own script runs in both"


def test_stored_script(page, shop, form):
    page.goto(shop + "/notes")
    page.fill("input", OWNED)
    page.click("#send")
    assert owned(page) == (form == "open")


def test_script_in_an_address(page, shop, form):
    page.goto(f"{shop}/link?to={quote('javascript:window.owned=1;void 0')}")
    page.click("#link")
    assert owned(page) == (form == "open")


def test_theft_of_a_cookie(page, shop, form):
    page.goto(shop + "/login")
    page.goto(f"{shop}/search?q={quote(THEFT)}")
    page.wait_for_timeout(200)
    stolen = page.evaluate("window.stolen")
    assert (stolen == "member=number-of-alice") == (form == "open")
    # Not even a script that runs would get it.
    assert ("member" in page.evaluate("document.cookie")) == (form == "open")


def test_a_forged_payment(page, shop, form, evil):
    site, pages = evil
    page.goto(shop + "/login")
    before = int(page.inner_text("#paid"))
    pages["/forge"] = f"<form method=post action='{shop}/pay'></form><script>document.forms[0].submit()</script>"
    page.goto(site + "/forge")
    page.wait_for_timeout(500)
    page.goto(shop + "/")
    assert (int(page.inner_text("#paid")) > before) == (form == "open")


def test_a_frame_over_the_page(page, shop, form, evil):
    site, pages = evil
    pages["/frame"] = f"<iframe src='{shop}/'></iframe>"
    page.goto(site + "/frame")
    page.wait_for_timeout(500)
    (frame,) = page.frames[1:]
    assert (frame.query_selector("#pay") is not None) == (form == "open")


def test_a_redirect_out_of_the_shop(page, shop, form, evil):
    site, _ = evil
    page.goto(f"{shop}/login?next={quote(site)}/welcome")
    assert page.url.startswith(site) == (form == "open")
    assert page.url.startswith(shop) == (form == "guarded")


def test_planted_session_of_another_form(page, shop, form):
    """A cookie that somebody planted under the open name is no session of the guarded form."""
    page.context.add_cookies([{"name": "session", "value": "planted", "url": shop}])
    page.goto(shop + "/login")
    names = {cookie["name"]: cookie for cookie in page.context.cookies()}
    kept = names["session" if form == "open" else "__Host-session"]
    assert kept["value"] != "planted" and kept["httpOnly"]
    assert (kept["secure"], kept["sameSite"]) == ((True, "Lax") if form == "guarded" else (False, kept["sameSite"]))
