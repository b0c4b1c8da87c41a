"""Mails: who sends them, in which language, what is in them, and what happens when nobody takes them."""

from __future__ import annotations

import logging

import pytest
from flask_stopple import SettingError
from flask_stopple.accounts import mail as mails

from shop import GOOD


def test_a_function_sends(make):
    got = []
    site = make(mail=got.append, mail_from="shop@shop.example", site_name="The Shop")
    site.client().send("/account/register", email="ann@shop.example")
    site.accounts.mail.wait()
    (message,) = got
    assert (message.to, message.sender, message.subject) == ("ann@shop.example", "shop@shop.example", "Finish your registration at The Shop")
    assert message.link.startswith("https://localhost/account/register/finish?token=")
    assert message.link in message.text and f'<a href="{message.link}">' in message.html


def test_flask_mailman_sends(make):
    mailman = pytest.importorskip("flask_mailman")
    site = make(mail=None, config={"MAIL_BACKEND": "locmem", "MAIL_DEFAULT_SENDER": "shop@shop.example"})
    extension = mailman.Mail(site.app)
    site.client().send("/account/register", email="ann@shop.example")
    site.accounts.mail.wait()
    (message,) = extension.outbox
    assert message.to == ["ann@shop.example"] and "finish?token=" in message.body and message.alternatives


def test_flask_mail_sends(make):
    extension = pytest.importorskip("flask_mail")
    # It writes nothing under TESTING and says what it would have sent.
    site = make(mail=None, config={"TESTING": True, "MAIL_DEFAULT_SENDER": "shop@shop.example"})
    mail = extension.Mail(site.app)
    with site.app.app_context(), mail.record_messages() as sent:
        site.client().send("/account/register", email="ann@shop.example")
        site.accounts.mail.wait()
    assert [message.recipients for message in sent] == [["ann@shop.example"]] and "finish?token=" in sent[0].html


def test_without_anybody_who_sends_nothing_is_promised(make):
    site = make(mail=None)
    site.app.testing = True
    with pytest.raises(SettingError, match="nobody could send them"):
        site.client().get("/account/login")
    site.app.debug = True
    assert site.client().get("/account/login").status_code == 200, "development has its outbox"


def test_the_outbox_is_a_page_in_debug_mode_only(site):
    site.client().send("/account/register", email="ann@shop.example")
    site.accounts.mail.wait()
    assert site.client().get("/account/outbox").status_code == 404
    site.app.debug = True
    page = site.client().get("/account/outbox")
    assert page.status_code == 200 and site.link("register").replace("&", "&amp;") in page.text


def test_a_mail_server_that_is_away_is_one_line_and_no_answer_waits(make, caplog):
    def away(message):
        raise OSError("connection refused")

    site = make(mail=away)
    caplog.set_level(logging.ERROR, "stopple")
    assert site.client().send("/account/register", email="ann@shop.example").status_code == 202
    site.accounts.mail.wait()
    lines = [record.getMessage() for record in caplog.records if record.name == "stopple"]
    assert lines == ["a mail (register) could not be sent: OSError: connection refused"]
    assert not any("token=" in record.getMessage() for record in caplog.records), "no link is written to a log"


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_mail_can_be_written(make, language):
    written = []
    site = make(mail=written.append, mail_background=False)
    facts = {
        "link": "https://localhost/x", "minutes": 15, "hours": 24, "days": 7, "new": "b@shop.example", "code": "123456",
        "browser": "<Firefox>", "at": "192.0.2.1", "name": "ann", "by": "bob",
    }  # fmt: skip
    with site.app.test_request_context(headers={"Accept-Language": language}):
        for kind in mails.SUBJECTS:
            site.accounts.mail.send_to("ann@shop.example", kind, **facts)
    assert [message.kind for message in written] == list(mails.SUBJECTS)
    for message in written:
        assert "{" not in message.text + message.subject and "<Firefox>" not in message.html, message.kind
        assert message.text.startswith("Hello," if language == "en" else "Guten Tag,"), message.kind


def test_a_line_break_in_a_name_is_no_header(make):
    site = make(site_name="Shop\r\nBcc: eve@evil.example", mail_background=False)
    site.client().send("/account/register", email="ann@shop.example")
    assert "\n" not in site.mails()[0].subject


def test_owners_learn_what_happened(site):
    site.add(username="ann")
    browser = site.client()
    browser.log_in()
    browser.send("/account/logout")
    browser.log_in()
    other = site.client()
    other.raw.environ_base["HTTP_USER_AGENT"] = "Other/1"
    other.log_in()
    browser.send("/account/username", username="anna", password=GOOD)
    kinds = [mail.kind for mail in site.mails()][::-1]
    assert kinds == ["browser", "username_changed"], "one that is known is not told again"
    assert ": Other, from" in site.mails()[1].text
