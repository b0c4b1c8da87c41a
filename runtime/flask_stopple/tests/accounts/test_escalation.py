"""Getting more than one has: fields that no form declares, doors of others, numbers of the dead, and ways back that lead elsewhere."""

from __future__ import annotations

import re
import time

import pytest
import sqlalchemy
from flask_stopple import _stopple
from flask_stopple.accounts.routes import table
from library import HASH, PASSWORD, Library

from shop import BETTER, GOOD
from test_attacks import ELSEWHERE, stays_here

#: What somebody would send who knows the columns, the forms of administrators, and how others are written.
MORE = {
    "id": "77",
    "user_id": "1",
    "key": "1",
    "role": "admin",
    "roles": "admin",
    "roles[]": "admin",
    "roles-0": "1",
    "is_admin": "1",
    "admin": "on",
    "permissions": "everything",
    "active": "1",
    "is_active": "1",
    "confirmed_at": "2020-01-01",
    "fs_uniquifier": "chosen",
    "login_count": "9",
    "tf_totp_secret": "A" * 32,
    "tf_primary_method": "email",
    "mf_recovery_codes": "known",
    "password_hash": HASH,
    "user": "1",
    "usage": "first",
    "scopes": "*",
    "until": "",
}

#: What every form may want, so that most of them get as far as doing something.
FIELDS = {"password": PASSWORD, "new_password": BETTER, "username": "eve2", "name": "phone", "identity": "eve", "email": "eve@new.example", "days": "1", "scopes": ""}


@pytest.fixture
def library():
    library = Library(administration=True, token_scopes=["read"], account_rate="9999/minute", ask_rate="9999/minute", mail_rate="9999/minute", factor_rate="9999/minute")
    library.reader("root", "admin", tf_totp_secret=_stopple.totp_new_secret())
    library.reader("eve")
    return library


def everything(library, *but):
    """The rows of all users, roles and tokens, but for columns that a request may change."""
    with library.app.app_context():
        found = {}
        for class_ in (library.User, library.Role, library.Token, library.Credential):
            for row in library.db.session.scalars(sqlalchemy.select(class_)):
                values = library.accounts.users.values(row)
                found[class_.__name__, row.id] = {name: value for name, value in values.items() if name not in but}
        found["roles"] = sorted(map(tuple, library.db.session.execute(sqlalchemy.select(library.between))))
        library.db.session.remove()
        return found


POSTS = [route for route in table() if route.post is not None and route.name not in ("delete", "log_out") and "<provider>" not in route.path]
ADMINISTRATION = [route for route in table() if route.needs == "administrator"]


@pytest.mark.parametrize("how", ["form", "json"])
def test_no_route_takes_what_its_form_does_not_declare(library, how):
    """Every route of the table, as it is switched on here, by somebody who is logged in."""
    changes = ("update_datetime", "password", "username", "fs_uniquifier", "last_login_at", "current_login_at", "last_login_ip", "current_login_ip", "login_count")
    before = everything(library, *changes)
    for route in POSTS:
        if not route.when(library.accounts):
            continue
        client = library.client("eve")
        declared = {field.name for field in route.form.shown(library.accounts)} if route.form and route.needs == "anybody" else set()
        sent = {**{name: value for name, value in MORE.items() if name not in declared - {"key", "role", "roles"}}, **FIELDS, "scopes": "read"}
        path = f"/account{re.sub('<[^>]*>', '1', route.path)}"
        answer = client.post(path, **{"data" if how == "form" else "json": sent})
        assert answer.status_code < 500, (path, answer.text)
        if route in ADMINISTRATION:
            assert answer.status_code == 403, path
        after = everything(library, *changes)
        own = {name for name in after if name not in before}
        # A token that she may make for herself; codes of her own are hers, and none that she chose.
        assert all(name[0] == "Token" and after[name]["user_id"] == 2 and "*" not in after[name]["scopes"] for name in own), (path, own)
        eve = after["User", 2]
        assert eve["tf_totp_secret"] is None and eve["active"] is True and "known" not in (eve["mf_recovery_codes"] or ()), path
        for name in before:
            if name != ("User", 2):
                assert after[name] == before[name], f"{path} changed {name}"
    with library.app.app_context():
        eve = library.db.session.get(library.User, 2)
        assert eve.fs_uniquifier != "chosen" and (eve.login_count or 0) < len(POSTS) + 9


def test_a_program_with_a_token_of_everything_opens_no_door_of_the_account(library):
    """A token opens what the application guards. The account itself (password, factors, tokens, administration) is for who logged in."""
    with library.app.app_context():
        from flask_stopple.accounts import tokens

        text, _ = tokens.make_token(library.accounts, library.user("root"), "robot", ["*"])
    for route in table():
        if not route.when(library.accounts) or route.needs == "anybody":
            continue
        path = f"/account{re.sub('<[^>]*>', '1', route.path)}"
        for method in (["POST"] if route.get == "no" else ["GET", "POST"] if route.post else ["GET"]):
            answer = library.app.test_client().open(path, method=method, headers={"Authorization": f"Bearer {text}"}, json=FIELDS if method == "POST" else None)
            assert answer.status_code == 401, (method, path, answer.text)


# -- numbers that are given again ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sealed", "server"])
def test_who_gets_the_number_of_a_deleted_user_gets_nothing_else_of_them_nor_they_of_it(make, kind):
    """SQLite gives numbers again. On tables of before the number is all that a session knows, and a row may be deleted past us."""
    site = make(guard={"session": kind}, confirm=False)
    has = site.users.has
    site.users.has = lambda class_, column: column != "fs_uniquifier" and has(class_, column)
    site.User.get_id = lambda self: str(self.id)
    site.User.get_id.__module__ = "flask_login.mixins"
    site.add()
    ghost = site.client()
    ghost.log_in(remember="on")
    kept = ghost.cookies()
    assert ghost.is_in()
    time.sleep(1.1)
    with site.app.app_context():
        site.db.session.execute(sqlalchemy.delete(site.User))
        site.db.session.commit()
    assert not site.client().is_in()
    heir = site.client()
    assert heir.send("/account/register", email="bob@shop.example", username="bob", password=BETTER).status_code == 303
    assert site.user("bob@shop.example").id == 1 and heir.is_in(), "the number is given again"
    for names in (["__Host-session"], ["__Host-remember"], list(kept)):
        copy = site.client()
        copy.take_cookies({name: kept[name] for name in names})
        assert not copy.is_in(), names
    assert heir.is_in()


# -- next, at every door ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def doors():
    """An application and its ways in that take a way back; each returns where it leads."""
    from test_passkeys import Device, keep, login_options

    library = Library(account_rate="9999/minute", login_rate="9999/minute", ask_rate="9999/minute", mail_rate="9999/minute", factor_rate="9999/minute", confirm=True)
    library.reader("ann")
    library.reader("bob")
    device = Device()
    keep(library, device)
    made = iter(range(10_000))

    def form(client, path, **fields):
        return client.post(path, data=fields, headers={"Accept": "text/html"})

    def token(kind):
        return next(mail for mail in reversed(library.mails) if mail.kind == kind).link.partition("token=")[2]

    def passkey(wanted):
        client = library.client()
        shown = device.show(login_options(client))
        return client.post("/account/login/passkey", json={"credential": shown, "next": wanted}).json["next"]

    def second(wanted):
        client = library.client()
        form(client, "/account/login", identity="ann", password=PASSWORD, next=wanted)
        shown = device.show(client.post("/account/second-factor/passkey/options", json={}).json["options"])
        return client.post("/account/second-factor/passkey", json={"credential": shown}).json["next"]

    def confirm(wanted):
        return form(library.client("bob"), "/account/login/confirm", way="password", password=PASSWORD, next=wanted).location

    def link(wanted):
        form(library.client(), "/account/link", identity="bob", next=wanted)
        return form(library.client(), "/account/link/login", token=token("link")).location

    def at_the_link(wanted):
        form(library.client(), "/account/link", identity="bob")
        return form(library.client(), "/account/link/login", token=token("link"), next=wanted).location

    def register(wanted):
        name = f"new{next(made)}"
        form(library.client(), "/account/register", email=f"{name}@library.example", next=wanted)
        return form(library.client(), "/account/register/finish", token=token("register"), username=name, password=GOOD).location

    def sign_in(wanted):
        return form(library.client(), "/account/sign-in", identity="bob", passcode=PASSWORD, next=wanted).location

    def already_in(wanted):
        return library.client("ann").get("/account/login", query_string={"next": wanted}, headers={"Accept": "text/html"}).location

    return {door.__name__: door for door in (passkey, second, confirm, link, at_the_link, register, sign_in, already_in)}


@pytest.mark.parametrize("door", ["passkey", "second", "confirm", "link", "at_the_link", "register", "sign_in", "already_in"])
def test_next_leads_nowhere_else_at_any_door(doors, door):
    for wanted in ELSEWHERE:
        if "\0" in wanted and door != "already_in":
            continue
        led = doors[door](wanted)
        assert stays_here(led), f"{door} leads to {led!r} for {wanted!r}"
    assert doors[door]("/who?a=b") == "/who?a=b"
