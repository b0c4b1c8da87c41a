"""The pages of the guard and of accounts say what these do; their examples run."""

from __future__ import annotations

import ast
import importlib
import re
import secrets
import shlex
from pathlib import Path

import flask_stopple
import pytest
from flask_stopple.accounts import routes
from flask_stopple.accounts.settings import SETTINGS as ACCOUNTS
from flask_stopple.cli import stopple
from flask_stopple.settings import DEFAULT_CSP, DEFAULT_PERMISSIONS, SETTINGS

DOCS = Path(__file__).parents[3] / "docs"
PAGE, ACCOUNTS_PAGE = DOCS / "guard.md", DOCS / "accounts.md"
NAMED = {id(DEFAULT_CSP): "`DEFAULT_CSP`", id(DEFAULT_PERMISSIONS): "`DEFAULT_PERMISSIONS`"}


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_stands_in_the_page_with_its_default_and_reason(name):
    setting = SETTINGS[name]
    shown = NAMED.get(id(setting.default), f"`{setting.default!r}`")
    assert f"| `{name}` | {shown} | {setting.why} |" in PAGE.read_text().splitlines()


def test_every_public_name_is_there():
    for name in flask_stopple.__all__:
        assert getattr(flask_stopple, name) is not None


def test_complaint_1_no_private_names_of_flask_are_used():
    """What breaks with a release of Flask or Werkzeug: names that they never promised. The whole suite runs on the oldest and the newest too."""
    for file in (Path(flask_stopple.__file__).parent).glob("*.py"):
        text = file.read_text()
        for private in ("_request_ctx_stack", "_app_ctx_stack", "_got_first_request", "werkzeug._", "flask.sansio"):
            assert private not in text, f"{file.name} uses {private}"


@pytest.mark.parametrize("name", ACCOUNTS)
def test_every_setting_of_accounts_stands_in_the_page(name):
    setting = ACCOUNTS[name]
    assert f"| `{name}` | `{setting.default!r}` | {setting.why} |" in ACCOUNTS_PAGE.read_text().splitlines()


def functions_that_log_in():
    """The names of functions in the accounts that call `login_user`, or one that does."""
    calls = {}
    for file in Path(routes.__file__).parent.rglob("*.py"):
        for function in ast.walk(ast.parse(file.read_text())):
            if isinstance(function, ast.FunctionDef):
                called = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
                names = {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in called}
                calls.setdefault(function.name, set()).update(names)
    found = {"login_user"}
    while more := {name for name, called in calls.items() if called & found} - found:
        found |= more
    return found


def test_every_way_in_stands_in_the_page():
    """ASVS 6.1.3 and 6.3.4. A route that strangers may ask and at whose end somebody is logged in is a way in."""
    logs_in = functions_that_log_in()
    ways = {
        route.name
        for route in routes.table()
        if route.needs == "anybody" and any(callable(act) and act.__name__ in logs_in for act in (route.get, route.post))
    }
    assert {"log_in", "take_link", "passkey_login"} <= ways
    told = ACCOUNTS_PAGE.read_text().partition("## Ways in")[2].partition("\n## ")[0]
    assert ways - set(re.findall(r"`(\w+)`", told)) == set(), "ways in that the page does not name"


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", ACCOUNTS_PAGE.read_text(), re.MULTILINE | re.DOTALL)


def test_the_examples_of_accounts_are_one_application(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLASK_SECRET_KEY", secrets.token_urlsafe(32))
    monkeypatch.setenv("FLASK_SQLALCHEMY_DATABASE_URI", f"sqlite:///{tmp_path}/shop.sqlite3")
    monkeypatch.setenv("FLASK_DEBUG", "1")
    (tmp_path / "the_shop.py").write_text("\n".join(blocks("python")))
    monkeypatch.syspath_prepend(tmp_path)
    shop = importlib.import_module("the_shop")
    app, db = shop.app, shop.db
    with app.app_context():
        db.create_all()

    for line in "".join(blocks("sh")).splitlines():
        done = app.test_cli_runner().invoke(stopple, shlex.split(line)[2:])
        assert done.exit_code == 0, f"{line}: {done.output}"

    its = app.extensions["stopple_accounts"]
    invited = next(mail.link for mail in its.mail.outbox if mail.kind == "invite")
    client = app.test_client()
    browser = {"base_url": "https://localhost", "headers": {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}}
    assert client.get("/", **browser).text == "Welcome"
    assert client.get("/letters", **browser).location.startswith("/account/login?")
    sent = {"token": invited.partition("token=")[2], "username": "ann", "password": "seven blue herons at dawn"}
    answer = client.post("/account/invitation", data=sent, **browser)
    assert answer.status_code == 303, answer.text
    with app.app_context():
        ann, bob = its.users.find_user(username="ann"), its.users.new_user(email="bob@shop.example", username="bob")
        db.session.add(bob)
        db.session.flush()
        db.session.add_all([shop.Letter(owner_id=ann.id, text="to Ann"), shop.Letter(owner_id=bob.id, text="to Bob")])
        db.session.commit()
    assert client.get("/letters", **browser).text == "<p>to Ann</p>"
    assert [client.get(f"/letters/{id}", **browser).status_code for id in (1, 2)] == [200, 404]
    assert client.get("/stock", **browser).text == "stock" and client.post("/stock/sell", **browser).text == "sold"
    assert client.post("/stock/close", **browser).text == "closed by ann@shop.example"
    assert client.get("/account/export", **browser).json["letters"] == ["to Ann"]
    assert client.get("/account/admin", **browser).status_code == 403
    client.post("/account/logout", **browser)
    assert client.get("/stock", **browser).status_code == 302
    client.post("/account/register", data={"email": "cid@shop.example"}, **browser)
    its.mail.wait()
    link = next(mail.link for mail in its.mail.outbox if mail.kind == "register")
    sent = {"token": link.partition("token=")[2], "username": "cid", "password": "nine grey herons at dusk"}
    assert "Please read the terms." in client.post("/account/register/finish", data=sent, **browser).text
    assert client.post("/account/register/finish", data={**sent, "terms": "on"}, **browser).status_code == 303
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
