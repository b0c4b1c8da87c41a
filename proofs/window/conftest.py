"""The browser that attacks."""

import shutil

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("there is no Chromium (on Debian: apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        # The sandbox needs rights that a container of CI does not give; nothing foreign is opened here.
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    # The certificate is one of development.
    context = browser.new_context(ignore_https_errors=True)
    yield context.new_page()
    context.close()
