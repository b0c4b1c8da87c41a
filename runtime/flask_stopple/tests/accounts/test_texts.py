"""Texts: every sentence that a page or a mail may say has its German, and no translation is left over."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import flask_stopple.accounts
from flask_stopple import Login, _stopple
from flask_stopple.accounts import mail, refusals
from flask_stopple.accounts.access import roles_required
from flask_stopple.accounts.texts.german import GERMAN

HOME = Path(flask_stopple.accounts.__file__).parent

#: Calls that say a text, and which of their arguments it is.
SAYING = {"say": (0,), "Field": (1, 6), "new_password": (2,), "_back": (2,)}


def said_by_code():
    found = set()
    for file in HOME.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            wanted = [node.args[place] for place in SAYING.get(name, ()) if place < len(node.args)]
            if name in SAYING or name == "_replace":
                wanted += [keyword.value for keyword in node.keywords if keyword.arg in ("label", "hint")]
            for value in wanted:
                found |= {text.value for text in ast.walk(value) if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value}
    return found


def said_by_templates():
    found = set()
    for file in [*HOME.rglob("*.html"), *HOME.rglob("*.txt")]:
        text = file.read_text()
        found |= {double or single for double, single in re.findall(r"""\bsay\((?:"([^"]+)"|'([^']+)')""", text)}
        # What begins with a capital is a text, whatever macro it is given to.
        for expression in re.findall(r"\{[{%](.+?)[%}]\}", text, re.DOTALL):
            found |= set(re.findall(r'"([A-Z][^"]+)"', expression))
    return found


def said_by_tables():
    site = flask_stopple.accounts.Accounts.__new__(flask_stopple.accounts.Accounts)
    flask_stopple.accounts.Accounts.__init__(site, None)
    login = Login()
    found = {text for _, text in site.menu_entries} | set(mail.SUBJECTS.values()) | set(_stopple.password_hints())
    found |= {refusal.description for refusal in (refusals.NotKnown, refusals.NotFresh, refusals.NotAllowed)}
    hint = re.search(r'hint = "([^"]+)"', (HOME / "flows" / "registration.py").read_text())
    return found | {login.login_message, login.needs_refresh_message, hint[1]}


EVERY = said_by_code() | said_by_templates() | said_by_tables()


def test_no_text_is_without_german():
    assert sorted(EVERY - set(GERMAN)) == []


def test_no_german_is_left_over():
    assert sorted(set(GERMAN) - EVERY) == []


def test_translations_have_the_same_names_in_them():
    names = re.compile(r"\{\w+\}")
    for text, german in GERMAN.items():
        assert sorted(names.findall(german)) == sorted(names.findall(text)) and german.strip() == german, text


def test_the_browser_chooses_and_the_application_may(make):
    site = make()
    page = site.client().get("/account/login", headers={"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}).text
    assert '<html lang="de">' in page and "Passwort" in page and "Password" not in page.replace("autocomplete", "")
    assert '<html lang="en">' in site.client().get("/account/login", headers={"Accept-Language": "fr"}).text
    chosen = make(language=lambda: "de")
    assert '<html lang="de">' in chosen.client().get("/account/login").text
    own = make(translate=lambda text: text.upper())
    assert "E-MAIL ADDRESS OR NAME" in own.client().get("/account/login").text


def test_a_mail_is_in_the_language_of_who_asked(site):
    browser = site.client()
    browser.raw.post("/account/register", data={"email": "ann@shop.example"}, base_url="https://localhost", headers={"Accept-Language": "de"})
    assert site.mails()[0].subject == "Schließen Sie Ihre Anmeldung bei guarded ab"


def test_who_may_not_is_told_so_in_their_language(site):
    """Pages in our layout, and JSON."""
    site.add()
    site.app.add_url_rule("/keys", "keys", roles_required("keeper")(lambda: "keys"))
    browser = site.client()
    german = {"Accept-Language": "de"}
    assert browser.get("/keys", headers={**german, "Accept": "application/json"}).json["errors"] == {"": ["Sie müssen sich anmelden."]}
    browser.log_in()
    page = browser.get("/keys", headers=german)
    assert page.status_code == 403 and "Das dürfen Sie nicht." in page.text and '<html lang="de">' in page.text
    answer = browser.get("/keys", headers={**german, "Accept": "application/json"})
    assert answer.status_code == 403 and answer.json["errors"] == {"": ["Das dürfen Sie nicht."]}
