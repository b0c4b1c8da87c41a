"""Roles, permissions, hierarchies, ends; pages and programs; what is refused at start."""

from __future__ import annotations

import datetime

import pytest
from flask import Blueprint, jsonify, request
from flask.views import MethodView, View
from flask_stopple import SettingError, check, current_user
from flask_stopple.accounts.access import (
    auth_required,
    guard_blueprint,
    permissions_accepted,
    permissions_required,
    public,
    roles_accepted,
    roles_required,
)
from flask_stopple.accounts import events
from flask_stopple.accounts.memberships import give_role, withdraw_role
from flask_stopple.extension import state_of
from library import Library

PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PROGRAM = {"Accept": "application/json"}


def shelves(**settings) -> Library:
    """A library with a route for each kind of guard."""
    library = Library(**settings)
    app = library.app

    def answer():
        return "in"

    for name, guard in {
        "editor": roles_required("editor"),
        "both": roles_required("editor", "keeper"),
        "either": roles_accepted("editor", "keeper"),
        "lend": permissions_required("lend"),
        "lend-and-sell": permissions_required("lend", "sell"),
        "lend-or-sell": permissions_accepted("lend", "sell"),
        "known": auth_required(),
    }.items():
        app.add_url_rule(f"/{name}", f"at_{name}", guard(answer))
    library.role("editor", ["lend"])
    library.role("keeper", ["sell"])
    library.reader("ann", "editor")
    library.reader("bob", "editor", "keeper")
    library.reader("cid")
    return library


@pytest.fixture(params=[0, 300], ids=["read", "kept"])
def library(request):
    return shelves(identity_seconds=request.param)


def opened(client) -> set[str]:
    paths = ("editor", "both", "either", "lend", "lend-and-sell", "lend-or-sell", "known")
    answers = {path: client.get(f"/{path}", headers=PROGRAM).status_code for path in paths}
    assert set(answers.values()) <= {200, 401, 403}
    return {path for path, status in answers.items() if status == 200}


def test_each_guard_lets_in_whom_it_names(library):
    assert opened(library.client("ann")) == {"editor", "either", "lend", "lend-or-sell", "known"}
    assert opened(library.client("bob")) == {"editor", "both", "either", "lend", "lend-and-sell", "lend-or-sell", "known"}
    assert opened(library.client("cid")) == {"known"}
    assert opened(library.client()) == set()


def test_pages_are_led_to_the_login_and_programs_get_json(library):
    nobody, cid = library.client(), library.client("cid")
    page = nobody.get("/editor?a=b", headers=PAGE)
    assert page.status_code == 302 and page.location == "/account/login?next=%2Feditor%3Fa%3Db"
    program = nobody.get("/editor", headers=PROGRAM)
    assert program.status_code == 401 and program.is_json and program.json["errors"][""]
    assert program.headers["WWW-Authenticate"].startswith("Bearer")
    script = nobody.get("/editor", headers={"Accept": "*/*", "Sec-Fetch-Dest": "empty"})
    assert script.status_code == 401 and script.is_json
    refused = cid.get("/editor", headers=PAGE)
    assert refused.status_code == 403 and refused.mimetype == "text/html"
    refused = cid.get("/editor", headers=PROGRAM)
    assert refused.status_code == 403 and refused.is_json


def test_an_application_shows_its_own_403(library):
    @library.app.errorhandler(403)
    def own(error):
        return "not for you", 403

    assert library.client("cid").get("/editor", headers=PROGRAM).text == "not for you"


def test_a_role_that_is_given_or_withdrawn_counts_at_the_next_request(library):
    """A stale session after a change of role, with identities read anew and kept (ASVS 8.3.2)."""
    heard = []
    events.signals["role_given"].connect(lambda app, **facts: heard.append(("+", facts["role"])), library.app, weak=False)
    events.signals["role_withdrawn"].connect(lambda app, **facts: heard.append(("-", facts["role"])), library.app, weak=False)
    cid = library.client("cid")
    for _ in range(2):
        assert cid.get("/editor", headers=PROGRAM).status_code == 403
        with library.app.app_context():
            give_role(library.accounts, library.user("cid"), "editor")
        assert cid.get("/editor", headers=PROGRAM).status_code == 200
        with library.app.app_context():
            assert withdraw_role(library.accounts, library.user("cid"), "editor")
    assert cid.get("/editor", headers=PROGRAM).status_code == 403
    assert heard == [("+", "editor"), ("-", "editor")] * 2


@pytest.mark.parametrize("how", ["role", "permissions", "inactive", "deleted", "bulk", "table", "uniquifier"])
def test_every_way_to_lose_a_right_counts_at_the_next_request(library, how):
    import sqlalchemy

    ann = library.client("ann")
    assert ann.get("/lend", headers=PROGRAM).status_code == 200
    with library.app.app_context():
        user, session = library.user("ann"), library.db.session
        if how == "role":
            session.delete(library.accounts.users.find_role("editor"))
        elif how == "permissions":
            library.accounts.users.find_role("editor").permissions = ["read"]
        elif how == "inactive":
            user.active = False
        elif how == "deleted":
            session.delete(user)
        elif how == "bulk":
            session.execute(sqlalchemy.update(library.User).where(library.User.id == user.id).values(active=False))
        elif how == "table":
            session.execute(sqlalchemy.delete(library.between))
        else:
            user.fs_uniquifier = "renewed"
        session.commit()
    assert ann.get("/lend", headers=PROGRAM).status_code in (401, 403)


def test_what_was_taken_back_changes_nothing(library):
    ann = library.client("ann")
    with library.app.app_context():
        library.user("ann").active = False
        library.db.session.flush()
        library.db.session.rollback()
    assert ann.get("/lend", headers=PROGRAM).status_code == 200


def test_a_membership_ends_on_its_date(library):
    cid = library.client("cid")
    tomorrow = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
    with library.app.app_context():
        give_role(library.accounts, library.user("cid"), "editor", until=tomorrow)
    assert cid.get("/lend", headers=PROGRAM).status_code == 200
    with library.app.app_context():
        give_role(library.accounts, library.user("cid"), "editor", until=tomorrow - datetime.timedelta(days=1, seconds=1))
    assert cid.get("/lend", headers=PROGRAM).status_code == 403
    assert cid.get("/editor", headers=PROGRAM).status_code == 403


def test_a_membership_that_ends_while_it_is_kept(library, monkeypatch):
    import time

    cid = library.client("cid")
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=30)
    with library.app.app_context():
        give_role(library.accounts, library.user("cid"), "editor", until=soon)
    assert cid.get("/lend", headers=PROGRAM).status_code == 200
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 31)
    assert cid.get("/lend", headers=PROGRAM).status_code == 403


@pytest.mark.parametrize("how", ["setting", "column"])
def test_roles_that_include_others(how):
    library = Library(role_hierarchy={"chief": ["editor"], "editor": "reader"} if how == "setting" else {})
    library.role("reader", ["read"])
    library.role("editor", ["write"], "reader" if how == "column" else None)
    library.role("chief", ["hire"], "editor" if how == "column" else None)
    for name, guard in {"read": permissions_required("read", "hire"), "reader": roles_required("reader"), "chief": roles_required("chief")}.items():
        library.app.add_url_rule(f"/{name}", name, guard(lambda: "in"))
    library.reader("ann", "chief")
    library.reader("bob", "editor")
    ann, bob = library.client("ann"), library.client("bob")
    assert [ann.get(f"/{path}").status_code for path in ("read", "reader", "chief")] == [200, 200, 200]
    assert [bob.get(f"/{path}", headers=PROGRAM).status_code for path in ("read", "reader", "chief")] == [403, 200, 403]


def test_a_circle_of_roles_ends():
    library = Library()
    library.role("one", ["a"], "two")
    library.role("two", ["b"], "one")
    library.app.add_url_rule("/", "in", permissions_required("a", "b")(lambda: "in"))
    library.reader("ann", "two")
    assert library.client("ann").get("/").text == "in"


def test_a_guarded_request_reads_no_object_unless_the_view_asks(library, monkeypatch):
    """What makes it fast: one statement, and no user object."""
    import time

    import sqlalchemy

    asked = []
    with library.app.app_context():
        sqlalchemy.event.listen(library.db.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))

    @library.app.get("/object")
    @roles_required("editor")
    def object_():
        assert isinstance(current_user._get_current_object(), library.User)
        return current_user.email

    ann = library.client("ann")
    # What was read in the second of a change counts as read before it.
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 2)
    ann.get("/editor")
    asked.clear()
    assert ann.get("/editor").text == "in"
    assert len(asked) == (0 if library.accounts.identities.seconds else 1)
    assert ann.get("/object").text == "ann@library.example"


def test_a_class_that_judges_by_itself_is_asked():
    library = Library()
    library.User.is_active = property(lambda self: self.username != "ann")
    library.app.add_url_rule("/", "in", auth_required(lambda: "in"))
    library.reader("ann")
    library.reader("bob")
    bob = library.client("bob")
    assert bob.get("/").text == "in"
    with library.app.app_context():
        library.user("bob").username = "ann2"
        library.user("ann").username = "x"
        library.db.session.commit()
        library.user("ann2").username = "ann"
        library.db.session.commit()
    assert bob.get("/", headers=PROGRAM).status_code == 401


@pytest.mark.parametrize("guard", [roles_required, roles_accepted, permissions_required, permissions_accepted])
def test_guards_without_names_are_no_guards(guard):
    """`@roles_required` without parentheses must not let everybody in."""
    with pytest.raises(TypeError, match="name the"):
        guard(lambda: "in")
    with pytest.raises(TypeError, match="name the"):
        guard()
    with pytest.raises(TypeError, match="name the"):
        guard("editor", "")


def test_classes_take_guards_in_decorators():
    class Page(View):
        def dispatch_request(self):
            return "in"

    with pytest.raises(TypeError, match="decorators"):
        roles_required("editor")(Page)


def test_extra_fields_make_nobody_an_administrator():
    """Role escalation by mass assignment: what a form does not declare is not read."""
    library = Library(confirm=False)
    library.role("admin")
    answer = library.client().post(
        "/account/register",
        json={"email": "eve@library.example", "username": "eve", "password": "nine grey herons at dusk", "roles": ["admin"],
              "active": True, "fs_uniquifier": "chosen", "confirmed_at": "2020-01-01", "id": 77},
    )
    assert answer.status_code in (200, 201, 202), answer.text
    with library.app.app_context():
        eve = library.user("eve")
        assert eve is not None and eve.roles == [] and eve.fs_uniquifier != "chosen" and eve.id != 77


def test_a_blueprint_is_guarded_as_a_whole():
    library = Library()
    outer, inner = Blueprint("office", __name__, url_prefix="/office"), Blueprint("safe", __name__, url_prefix="/safe")
    guard_blueprint(outer, roles_required("editor"))
    guard_blueprint(inner, permissions_required("open"))
    outer.add_url_rule("/", "desk", lambda: "desk")
    inner.add_url_rule("/", "gold", lambda: "gold")
    outer.register_blueprint(inner)
    library.app.register_blueprint(outer)
    library.role("editor")
    library.role("keeper", ["open"])
    library.reader("ann", "editor")
    library.reader("bob", "editor", "keeper")
    ann, bob = library.client("ann"), library.client("bob")
    assert ann.get("/office/").text == "desk" and ann.get("/office/safe/", headers=PROGRAM).status_code == 403
    assert bob.get("/office/safe/").text == "gold"
    assert library.client().get("/office/", headers=PROGRAM).status_code == 401
    rows = {row.rule: row.login for row in check.examine(library.app, state_of(library.app)).rows}
    assert rows["/office/"] == "role editor" and rows["/office/safe/"] == "role editor; permission open"
    with pytest.raises(TypeError):
        guard_blueprint(Blueprint("open", __name__))


def test_default_deny_refuses_a_route_without_a_guard():
    library = Library(default_deny=True)
    app = library.app
    for endpoint in ("enter", "who", "show_session", "leave"):
        public(app.view_functions[endpoint])
    app.add_url_rule("/open", "open", lambda: "open")
    with pytest.raises(SettingError, match=r"/open \(open\) declares no guard"):
        app.test_client().get("/who")
    assert any("declares no guard" in sentence for sentence in check.examine(app, state_of(app)).unsafe)
    public(app.view_functions["open"])
    assert app.test_client().get("/open").text == "open"


def test_default_deny_knows_guards_of_methods():
    library = Library(default_deny=True)
    for endpoint in ("enter", "who", "show_session", "leave"):
        public(library.app.view_functions[endpoint])

    class Book(MethodView):
        @roles_required("editor")
        def get(self):
            return "book"

        def post(self):
            return "burnt"

    library.app.add_url_rule("/book", view_func=Book.as_view("book"))
    with pytest.raises(SettingError, match="/book"):
        library.app.test_client().get("/who")
    Book.post = roles_required("keeper")(Book.post)
    assert library.app.test_client().get("/book", headers=PROGRAM).status_code == 401


def test_a_guard_above_its_route_is_found():
    """Flask registers the function as it was below the guard: nobody would ask."""
    library = Library()

    @roles_required("editor")
    @library.app.get("/books")
    def books():
        return "books"

    with pytest.raises(SettingError, match="above the route"):
        library.app.test_client().get("/books")


def test_async_views_are_guarded():
    library = Library()

    @library.app.get("/later")
    @roles_required("editor")
    async def later():
        return "later"

    library.reader("ann", "editor")
    library.reader("bob")
    assert library.client("ann").get("/later").text == "later"
    assert library.client("bob").get("/later", headers=PROGRAM).status_code == 403


def test_a_user_whom_the_view_logs_in_counts_at_once():
    library = Library()

    @library.app.get("/now")
    def now():
        from flask_stopple import login_user

        login_user(library.user(request.args["name"]))
        return roles_required("editor")(lambda: jsonify(True))()

    library.reader("ann", "editor")
    library.reader("bob")
    assert library.client().get("/now?name=ann").json is True
    assert library.client("ann").get("/now?name=bob", headers=PROGRAM).status_code == 403
