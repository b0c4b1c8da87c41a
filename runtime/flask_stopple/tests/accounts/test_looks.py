"""What pages say about browsers, and how the log names users."""

from __future__ import annotations

import json
import logging

import pytest
from flask_stopple.accounts.browsers import in_words

from shop import BETTER, GOOD

WORDS = {
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36": "Chrome, Linux",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0": "Edge, Windows",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15": "Safari, macOS",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile Safari/604.1": "Chrome, iPhone",
    "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0": "Firefox, Android",
    "Mozilla/5.0 (nobody knows)": "",
    "curl/8.1": "curl",
    "https://evil.example/click-here": "https",
    "<b>me</b>": "",
    "": "",
}


@pytest.mark.parametrize("agent", WORDS)
def test_browsers_in_words(agent):
    assert in_words(agent) == WORDS[agent]


def test_the_log_names_a_user_alike_before_and_after_a_new_password(site, caplog):
    """What stands for a user in sessions changes with the password; who reads the log wants one person."""
    caplog.set_level(logging.INFO, "stopple.audit")
    key = site.add()
    browser = site.client()
    browser.log_in()
    browser.send("/account/password", password=GOOD, new_password=BETTER)
    browser.send("/account/logout")
    browser.log_in(password=BETTER)
    lines = [json.loads(record.getMessage()) for record in caplog.records if record.name == "stopple.audit"]
    named = {line["event"]: line["user"] for line in lines if line.get("user") is not None}
    assert {"authn_login_success", "session_logout", "authn_password_change"} <= set(named)
    assert set(named.values()) == {key}, named
