"""The browser of the proofs: Debian's Chromium, driven by Playwright. Each folder's `conftest.py` takes the fixtures from here."""

import shutil
import socket
import time

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

#: Names of sites that only tests know lead to this machine.
NAMES = "--host-resolver-rules=MAP *.example 127.0.0.1"


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("there is no Chromium (on Debian: apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        # The sandbox needs rights that a container of CI does not give; nothing foreign is opened here. The certificate is one of development,
        # and passkeys want one that is taken without a word.
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--ignore-certificate-errors", NAMES])
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    # The certificate is one of development.
    context = browser.new_context(ignore_https_errors=True)
    yield context.new_page()
    context.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    """Until somebody listens there."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nobody listens at port {port}")
