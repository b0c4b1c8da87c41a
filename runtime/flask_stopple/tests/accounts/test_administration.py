"""The administration page and the commands: who may, what happens, what others see of it."""

from __future__ import annotations

import json
import time

import pytest
from flask_stopple import _stopple
from library import PASSWORD, Library

HTML = {"Accept": "text/html"}


@pytest.fixture
def library():
    library = Library(administration=True, second_factor_roles=("admin",), guard={"session": "server"})
    library.reader("root", "admin")
    library.reader("ann", "editor")
    return library


def admin(library):
    """An administrator who logged in with a password and a second factor."""
    client = library.client()
    client.post("/account/login", json={"identity": "root", "password": PASSWORD})
    secret = client.get("/account/authenticator").json["secret"]
    answer = client.post("/account/authenticator", json={"code": _stopple.totp_at(secret, int(time.time()))})
    assert answer.status_code == 200, answer.text
    return client


def key(library, name):
    with library.app.app_context():
        return library.accounts.users.user_key(library.user(name))


PAGES = ("/account/admin", "/account/admin/roles", "/account/admin/invite", "/account/admin/events")


def test_only_administrators_with_a_second_factor_get_in(library):
    """ASVS 8.4.2."""
    for path in PAGES:
        assert library.client().get(path).status_code == 401
        assert library.client("ann").get(path).status_code == 403
        # The role, and no second factor.
        assert library.client("root").get(path).status_code == 403
    client = admin(library)
    for path in (*PAGES, f"/account/admin/users/{key(library, 'ann')}"):
        page = client.get(path, headers=HTML)
        assert page.status_code == 200 and "<h1>" in page.text, path
    assert Library().client().get("/account/admin").status_code == 404


def test_an_administrator_gives_withdraws_and_ends(library):
    client, ann = admin(library), library.client("ann")
    its = {"key": key(library, "ann")}
    post = lambda path, **more: client.post(f"/account/admin/{path}", json={**its, **more}).status_code  # noqa: E731
    assert client.post("/account/admin/roles", json={"name": "keeper", "permissions": "sell"}).status_code == 200
    assert post("roles/give", role="keeper") == 200 and post("roles/give", role="nobody") == 400
    assert "keeper" in client.get(f"/account/admin/users/{its['key']}").json["user"]["roles"]
    assert post("roles/withdraw", role="keeper") == 200 and post("roles/withdraw", role="keeper") == 404
    assert ann.get("/who").json["known"] and post("end-sessions") == 200 and not ann.get("/who").json["known"]
    again = library.client("ann")
    assert post("deactivate") == 200 and not again.get("/who").json["known"]
    assert post("activate") == 200
    # Nobody locks themselves out.
    its = {"key": key(library, "root")}
    assert post("deactivate") == 409 and post("roles/withdraw", role="admin") == 409
    events = [event["event"] for event in client.get("/account/admin/events").json["events"]]
    assert {"user_updated_deactivated", "user_updated_activated", "authz_change", "session_revoked"} <= set(events)


def test_nobody_is_there_at_first():
    """ASVS 6.3.2: no user, no role, no password comes with it."""
    library = Library(administration=True)
    with library.app.app_context():
        assert library.accounts.users.all_users() == [] and library.accounts.users.all_roles() == []
    for name in ("root", "admin", "sa", "test"):
        answer = library.client().post("/account/login", json={"identity": name, "password": name})
        assert answer.status_code == 400


def test_sessions_of_everybody_end(library):
    """ASVS 7.4.5."""
    from flask_stopple.cli import stopple

    clients = [library.client("ann"), library.client("root")]
    assert all(client.get("/who").json["known"] for client in clients)
    ended = library.app.test_cli_runner().invoke(stopple, ["sessions", "end", "--all"])
    assert ended.exit_code == 0, ended.output
    assert not any(client.get("/who").json["known"] for client in clients)


def test_commands_do_the_same(library):
    runner = library.app.test_cli_runner()

    def run(*arguments, **more):
        from flask_stopple.cli import stopple

        result = runner.invoke(stopple, list(arguments), **more)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result

    made = run("users", "create", "cid@library.example", "--username", "cid", "--role", "editor", "--password-stdin", "--json", input="nine grey herons at dusk\n")
    assert made.exit_code == 0, made.output
    assert json.loads(made.output)["roles"] == ["editor"]
    assert run("users", "create", "cid@library.example", "--username", "cid2", "--password-stdin", input="nine grey herons at dusk\n").exit_code == 1
    assert run("users", "create", "dan@library.example", "--username", "dan", "--password-stdin", input="password\n").exit_code == 1
    assert [row["email"] for row in json.loads(run("users", "list", "--role", "editor", "--json").output)] == ["ann@library.example", "cid@library.example"]
    assert run("roles", "create", "keeper", "--permission", "sell").exit_code == 0
    assert json.loads(run("roles", "permit", "keeper", "lend", "--json").output)["permissions"] == ["lend", "sell"]
    assert run("roles", "give", "cid", "keeper", "--until", "2030-01-01").exit_code == 0
    assert run("roles", "delete", "keeper").exit_code == 1
    assert run("roles", "withdraw", "cid", "keeper").exit_code == 0
    token = json.loads(run("tokens", "create", "cid", "script", "--scope", "*", "--json").output)
    assert token["token"].startswith("stp_")
    assert json.loads(run("tokens", "list", "cid", "--json").output)[0]["name"] == "script"
    assert run("tokens", "revoke", "cid", token["id"]).exit_code == 0
    client = library.client("cid")
    assert len(json.loads(run("sessions", "list", "cid", "--json").output)) == 1
    assert run("sessions", "end", "cid").exit_code == 0 and not client.get("/who").json["known"]
    assert run("users", "deactivate", "cid").exit_code == 0 and run("users", "show", "cid").exit_code == 0
    assert run("users", "delete", "cid", "--yes").exit_code == 0 and run("users", "show", "cid").exit_code == 1
    assert run("sessions", "end").exit_code == 1
