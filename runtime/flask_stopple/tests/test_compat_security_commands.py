"""``flask stopple users | roles | sessions | tokens`` with the users of Flask-Security's names: on its tables, on those of old tutorials, in Peewee."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip("flask_wtf", reason="the extra `forms` is not installed")
from flask_stopple.cli import stopple
from flask_stopple.compat import flask_security as compat
from security_shop import PASSWORD, Shop, application

ADA, BOB, EVE = (f"{name}@shop.example" for name in ("ada", "bob", "eve"))
NEW = "another horse, correct"


class Commands:
    """Runs commands of an application."""

    def __init__(self, app: Any) -> None:
        self.runner = app.test_cli_runner()

    def __call__(self, *arguments: str, **more: Any) -> Any:
        """What a command printed, as JSON."""
        result = self.runner.invoke(stopple, [*arguments, "--json"], **more)
        assert result.exit_code == 0, result.output
        return json.loads(result.output)

    def refuses(self, *arguments: str, says: str, **more: Any) -> None:
        """A command that ends with one sentence."""
        result = self.runner.invoke(stopple, list(arguments), **more)
        assert result.exit_code == 1 and isinstance(result.exception, SystemExit), result.output
        assert says in result.output and "Traceback" not in result.output


@pytest.fixture(params=[True, False], ids=["old tables", "its own tables"])
def shop(request: pytest.FixtureRequest) -> Shop:
    return Shop(old=request.param, STOPPLE_SESSION="server")


@pytest.fixture
def run(shop: Shop) -> Commands:
    return Commands(shop.app)


def test_users_are_listed_shown_made_and_deleted(shop, run):
    assert [(row["email"], row["roles"]) for row in run("users", "list")] == [(ADA, ["admin"]), (BOB, [])]
    assert [row["email"] for row in run("users", "list", "--search", "BOB")] == [BOB]
    assert [row["email"] for row in run("users", "list", "--role", "admin")] == [ADA]
    assert run("users", "show", ADA)["roles"] == run("users", "show", "id:1")["roles"] == ["admin"]
    made = run("users", "create", EVE, "--role", "admin", "--password-stdin", input=f"{PASSWORD}\n")
    assert made["active"] and made["confirmed_at"] and made["roles"] == ["admin"]
    client = shop.client()
    assert shop.log_in(client, EVE).location == "/" and client.get("/admin").status_code == 200
    run.refuses("users", "create", EVE, "--password-stdin", says="eve@shop.example", input=f"{PASSWORD}\n")
    run.refuses("users", "create", "sam@shop.example", "--password-stdin", says="tried first", input="password\n")
    run.refuses("users", "create", "sam", "--password-stdin", says="address", input=f"{PASSWORD}\n")
    assert run("users", "delete", EVE, "--yes") == {"id": made["id"]}
    assert client.get("/profile").status_code == 302 and len(run("users", "list")) == 2
    run.refuses("users", "show", EVE, says="there is no user")
    run.refuses("users", "invite", EVE, says="no invitations")


def test_a_password_that_is_set_ends_all_logins(shop, run):
    client = shop.client()
    shop.log_in(client, remember="y")
    run.refuses("users", "password", ADA, "--password-stdin", says="tried first", input="password\n")
    run("users", "password", ADA, "--password-stdin", input=f"{NEW}\n")
    assert client.get("/profile").status_code == 302
    assert shop.log_in(shop.client()).status_code == 200 and shop.log_in(shop.client(), password=NEW).status_code == 302


def test_who_is_switched_off_is_out_until_switched_on(shop, run):
    client = shop.client()
    shop.log_in(client)
    assert run("users", "deactivate", ADA)["active"] is False
    assert client.get("/profile").status_code == 302 and shop.log_in(client).status_code == 200
    assert run("users", "activate", ADA)["active"] is True
    assert client.get("/profile").status_code == 302 and shop.log_in(client).status_code == 302


def test_roles_are_made_given_withdrawn_and_deleted(shop, run):
    assert [row["name"] for row in run("roles", "list")] == ["admin"]
    client = shop.client()
    shop.log_in(client, BOB)
    run("roles", "give", BOB, "admin")
    assert client.get("/admin").status_code == 200
    assert run("roles", "withdraw", BOB, "admin")["roles"] == []
    assert client.get("/admin").status_code == 403
    run.refuses("roles", "withdraw", BOB, "admin", says="has no role")
    run.refuses("roles", "give", BOB, "admin", "--until", "2030-01-01", says="no end")
    run.refuses("roles", "give", BOB, "keeper", says="there is no role")
    run("roles", "create", "keeper", "--description", "keeps the stock")
    run.refuses("roles", "create", "keeper", says="already")
    run.refuses("roles", "create", "clerk", "--parent", "keeper", says="includes no other")
    run("roles", "give", BOB, "keeper")
    run.refuses("roles", "delete", "keeper", says="somebody has the role")
    run("roles", "withdraw", BOB, "keeper")
    run("roles", "delete", "keeper")
    assert [row["name"] for row in run("roles", "list")] == ["admin"]


def test_permissions_of_roles_change():
    shop = Shop(old=False)
    run = Commands(shop.app)
    assert run("roles", "create", "keeper", "--permission", "sell")["permissions"] == ["sell"]
    assert run("roles", "permit", "keeper", "lend")["permissions"] == ["lend", "sell"]
    assert run("roles", "forbid", "keeper", "sell")["permissions"] == ["lend"]
    run("roles", "give", BOB, "keeper")
    with shop.app.test_request_context():
        bob = shop.users.find_user(email=BOB)
        assert bob.has_permission("lend") and not bob.has_permission("sell")
    run.refuses("roles", "permit", "keeper", "a,b", says="comma")
    Commands(Shop().app).refuses("roles", "permit", "admin", "lend", says="no column")


def test_sessions_are_listed_and_ended(shop, run):
    clients = [shop.client() for _ in range(3)]
    for client, email in zip(clients, (ADA, ADA, BOB)):
        shop.log_in(client, email)
    assert len(run("sessions", "list", ADA)) == 2
    run("sessions", "end", ADA)
    assert [client.get("/profile").status_code for client in clients] == [302, 302, 200]
    assert run("sessions", "end", "--all") == {"users": 2}
    assert clients[2].get("/profile").status_code == 302
    Commands(Shop().app).refuses("sessions", "list", ADA, says="STOPPLE_SESSION")


def test_tokens_are_made_listed_revoked_and_swept():
    shop = Shop(old=False, SECURITY_REFRESH_TOKEN=True, SECURITY_REFRESH_TOKEN_COOKIE_NAME=None)
    run, client = Commands(shop.app), shop.client()

    def opens(token: str) -> bool:
        return client.get("/profile", headers={"Authentication-Token": token, "Accept": "application/json"}).status_code == 200

    made = run("tokens", "create", ADA, "script", "--scope", "*")["token"]
    assert opens(made)
    run.refuses("tokens", "create", ADA, "script", "--scope", "sell", says="opens all")
    run.refuses("tokens", "create", ADA, "script", "--scope", "*", "--days", "3", says="SECURITY_TOKEN_MAX_AGE")
    answer = shop.client().post("/login?include_auth_token", json={"email": ADA, "password": PASSWORD})
    refresh = answer.json["response"]["user"]["refresh_token"]
    (row,) = run("tokens", "list", ADA)
    run.refuses("tokens", "revoke", BOB, row["id"], says="has no token")
    run("tokens", "revoke", ADA, row["id"])
    assert shop.client().post("/refresh-token", json={"refresh_token": refresh}).status_code == 400
    assert run("tokens", "list", ADA) == run("users", "show", ADA)["tokens"] == []
    assert [run("tokens", "sweep", "--days", days)["removed"] for days in ("1", "0", "0")] == [0, 1, 0]
    run("sessions", "end", ADA)
    assert not opens(made), "a token outlived the end of all logins"


def test_factors_are_shown_and_taken_away():
    keys = {"SECURITY_TWO_FACTOR": True, "SECURITY_TOTP_SECRETS": {"1": "a key of before"}, "SECURITY_TOTP_ISSUER": "shop"}
    shop = Shop(old=False, **keys)
    with shop.app.app_context():
        shop.users.tf_set(shop.users.find_user(email=ADA), "authenticator", shop.security.totp_factory.generate_totp_secret())
        shop.users.commit()
    run = Commands(shop.app)
    assert run("users", "show", ADA)["factors"] == ["authenticator"]
    client = shop.client()
    assert shop.log_in(client).location.startswith("/tf-validate")
    assert run("users", "reset-factors", ADA, "--yes")["factors"] == []
    assert shop.log_in(shop.client()).location == "/"


def test_permissions_in_a_text_with_commas_stay_one():
    """The column of Flask-Security 3."""
    from flask_sqlalchemy import SQLAlchemy

    app = application()
    db = SQLAlchemy(app)

    class Role(db.Model, compat.RoleMixin):
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String(80), unique=True)
        permissions = db.Column(db.UnicodeText)

    class User(db.Model, compat.UserMixin):
        id = db.Column(db.Integer, primary_key=True)
        email = db.Column(db.String(255), unique=True)
        password = db.Column(db.String(255))
        active = db.Column(db.Boolean())

    compat.Security(app, compat.SQLAlchemyUserDatastore(db, User, Role))
    with app.app_context():
        db.create_all()
    run = Commands(app)
    run("roles", "create", "keeper", "--permission", "sell", "--permission", "lend")
    assert run("roles", "forbid", "keeper", "sell")["permissions"] == ["lend"]
    assert run("roles", "list")[0]["permissions"] == ["lend"]


def test_users_in_peewee(tmp_path):
    import peewee

    app = application()
    db = peewee.SqliteDatabase(tmp_path / "shop.sqlite3")

    class Model(peewee.Model):
        class Meta:
            database = db

    class Role(Model, compat.RoleMixin):
        name = peewee.CharField(unique=True)
        permissions = peewee.TextField(null=True)

    class User(Model, compat.UserMixin):
        email = peewee.CharField(unique=True)
        password = peewee.CharField(null=True)
        active = peewee.BooleanField(default=True)
        fs_uniquifier = peewee.CharField(unique=True)

    class UserRoles(Model):
        user = peewee.ForeignKeyField(User, backref="roles")
        role = peewee.ForeignKeyField(Role)
        name = property(lambda self: self.role.name)

    users = compat.PeeweeUserDatastore(db, User, Role, UserRoles)
    compat.Security(app, users)
    db.create_tables([User, Role, UserRoles])
    run = Commands(app)
    for email in (ADA, BOB):
        run("users", "create", email, "--password-stdin", input=f"{PASSWORD}\n")
    run("roles", "create", "admin")
    assert run("roles", "give", BOB, "admin")["roles"] == ["admin"]
    assert [row["email"] for row in run("users", "list", "--role", "admin")] == [BOB]
    assert [row["email"] for row in run("users", "list", "--search", "ada")] == [ADA]
    Commands(app).refuses("roles", "delete", "admin", says="somebody has the role")
    assert run("users", "deactivate", BOB)["active"] is False
    assert run("roles", "withdraw", BOB, "admin")["roles"] == []
    run("roles", "delete", "admin")
    run("users", "delete", BOB, "--yes")
    assert [row["email"] for row in run("users", "list")] == [ADA]
    with app.app_context():
        # Peewee writes whole rows: who goes on with an object of before must not bring back what another request changed.
        mine, theirs = users.find_user(email=ADA), users.find_user(email=ADA)
        theirs.password = "changed"
        users.put(theirs)
        assert app.extensions["security"].machinery.users.lock_user(mine) is mine and mine.password == "changed"
        users.delete_user(theirs)
        assert app.extensions["security"].machinery.users.lock_user(mine) is None
    db.close()
