"""Login, remembered logins, logout."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from flask import Blueprint, redirect, request, session
from flask_stopple import (
    Login,
    Stopple,
    StoreUnavailable,
    UserMixin,
    confirm_login,
    csrf_token,
    current_user,
    end_listed_session,
    fresh_login_required,
    list_sessions,
    login_fresh,
    login_required,
    login_user,
    logout_everywhere,
    logout_user,
    safe_next,
    signals,
)
from flask_stopple.testing import GuardedClient


class User(UserMixin):
    def __init__(self, id_, active=True):
        self.id, self.active = id_, active

    @property
    def is_active(self):
        return self.active


USERS = {"1": User(1), "2": User(2), "3": User(3, active=False)}


@pytest.fixture(params=["sealed", "server"])
def app(make, request):
    return site(make, session=request.param)


def site(make, **keywords):
    app = make(login_view="login", **keywords)
    app.test_client_class = GuardedClient
    app.extensions["stopple"].login.user_loader(USERS.get)

    @app.route("/login", methods=["GET", "POST"])
    def login():
        if request.method == "POST":
            login_user(USERS[request.form["id"]], remember="remember" in request.form)
            return redirect(safe_next())
        return "please"

    @app.post("/logout")
    def logout():
        logout_user()
        return "bye"

    @app.get("/me")
    @login_required
    def me():
        return current_user.get_id()

    @app.get("/fresh")
    @fresh_login_required
    def fresh():
        return current_user.get_id()

    @app.get("/token")
    def token():
        return csrf_token()

    @app.get("/who")
    def who():
        return f"{current_user.is_authenticated} {current_user.get_id()} {login_fresh()}"

    return app


def log_in(client, id_="1", **more):
    return client.post("/login", data={"id": id_, **more})


def cookies(client):
    return {cookie.key: cookie.value for cookie in client._cookies.values()}


def test_login_and_logout(app):
    client = app.test_client()
    answer = client.get("/me?a=b")
    assert answer.location == "/login?next=%2Fme%3Fa%3Db"
    assert log_in(client).location == "/"
    assert client.get("/me").text == "1" and client.get("/fresh").text == "1"
    answer = client.post("/logout")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/me").status_code == 302


def test_default_19_old_cookies_answer_as_strangers_after_logout(app):
    client = app.test_client()
    log_in(client, remember="on")
    kept = cookies(client)
    assert set(kept) == {"__Host-session", "__Host-remember"}
    client.post("/logout")
    assert cookies(client) == {}
    thief = app.test_client()
    for name, value in kept.items():
        thief.set_cookie(name, value, secure=True)
    assert thief.get("/who").text == "False None False"
    thief.delete_cookie("__Host-session")
    assert thief.get("/who").text == "False None False"


def test_default_22_logout_ends_the_session_on_the_server(app):
    client = app.test_client()
    log_in(client)
    copy = app.test_client()
    copy.set_cookie("__Host-session", cookies(client)["__Host-session"], secure=True)
    assert copy.get("/me").text == "1"
    client.post("/logout")
    assert copy.get("/me").status_code == 302


def test_default_20_and_complaint_3_a_new_session_id_at_login(app):
    client = app.test_client()
    client.get("/token")
    planted = cookies(client)["__Host-session"]
    log_in(client)
    assert cookies(client)["__Host-session"] != planted
    victim = app.test_client()
    victim.set_cookie("__Host-session", planted, secure=True)
    assert victim.get("/who").text.startswith("False")


def test_csrf_token_is_renewed_at_login(app):
    client = app.test_client()
    token = client.get("/token").text
    log_in(client)
    bare = app.test_client()
    bare.set_cookie("__Host-session", cookies(client)["__Host-session"], secure=True)
    del bare.environ_base["HTTP_SEC_FETCH_SITE"]
    assert bare.post("/", data={"csrf_token": token}).status_code == 400
    assert bare.post("/", data={"csrf_token": bare.get("/token").text}).status_code == 200


def test_default_18_remember_cookie_is_safe_and_its_token_rotates(app):
    client = app.test_client()
    answer = log_in(client, remember="on")
    header = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith("__Host-remember="))
    for attribute in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Expires="):
        assert attribute in header
    first = cookies(client)["__Host-remember"]
    client.delete_cookie("__Host-session")
    assert client.get("/who").text == "True 1 False"
    assert cookies(client)["__Host-remember"] != first
    assert client.get("/fresh").status_code == 401


def test_default_18_a_remembered_login_ends_in_time(app, monkeypatch):
    client, then = app.test_client(), time.time()
    log_in(client, remember="on")
    monkeypatch.setattr(time, "time", lambda: then + 29 * 86_400)
    assert client.get("/who").text == "True 1 False"
    monkeypatch.setattr(time, "time", lambda: then + 45 * 86_400)
    assert client.get("/who").text.startswith("False")


def test_a_remember_token_used_twice_ends_every_login_of_the_user(app, monkeypatch):
    client, thief = app.test_client(), app.test_client()
    log_in(client, remember="on")
    thief.set_cookie("__Host-remember", cookies(client)["__Host-remember"], secure=True)
    client.delete_cookie("__Host-session")
    assert client.get("/who").text == "True 1 False"
    then, stolen = time.time(), []

    def note(sender, user_id):
        stolen.append(user_id)

    with signals.remember_token_stolen.connected_to(note, app):
        # Within the grace it is one of the parallel requests of a browser.
        assert thief.get("/who").text == "True 1 False"
        thief.delete_cookie("__Host-session")
        monkeypatch.setattr(time, "time", lambda: then + 120)
        assert thief.get("/who").text.startswith("False")
    assert stolen == ["1"]
    assert client.get("/who").text.startswith("False"), "the session that was opened with it ended too"
    client.delete_cookie("__Host-session")
    assert client.get("/who").text.startswith("False"), "and so did the remembered login"


def test_complaint_2_sessions_can_be_listed_and_ended(make):
    app = site(make, session="server")
    phone, desk = app.test_client(), app.test_client()
    log_in(phone)
    log_in(desk)
    with app.test_request_context():
        listed = list_sessions("1")
        assert len(listed) == 2 and {"name", "began", "used", "browser"} == set(listed[0])
        assert not end_listed_session("2", listed[0]["name"]), "not theirs"
        assert end_listed_session("1", listed[0]["name"])
        assert len(list_sessions("1")) == 1
    assert sorted(client.get("/me").status_code for client in (phone, desk)) == [200, 302]


def test_complaint_2_logout_everywhere(app):
    @app.post("/everywhere")
    def everywhere():
        logout_everywhere("1", but_here="here" in request.form)
        return "x"

    phone, desk, other = app.test_client(), app.test_client(), app.test_client()
    log_in(phone, remember="on")
    log_in(desk)
    log_in(other, "2")
    assert desk.post("/everywhere", data={"here": "1"}).status_code == 200
    assert [client.get("/me").status_code for client in (phone, desk, other)] == [302, 200, 200]
    desk.post("/everywhere")
    assert [client.get("/me").status_code for client in (phone, desk, other)] == [302, 302, 200]


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/basket?x=1", "/basket?x=1"),
        ("https://localhost/basket", "/basket"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\/evil.example", "/"),
        ("https://evil.example/", "/"),
        ("https://localhost@evil.example/", "/"),
        ("https:evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/.//evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://localhost/", "/"),
        ("evil.example", "/"),
        ("", "/"),
    ],
)
def test_complaint_5_next_never_leads_away(app, wanted, path):
    answer = app.test_client().post(f"/login", query_string={"next": wanted}, data={"id": "1"})
    assert answer.location == path


def test_complaint_11_another_browser_makes_a_login_stale_and_remembered_users_stay(make):
    for mode, expected in (("basic", "True 1 False"), ("strong", "True 1 False"), (None, "True 1 True")):
        app = site(make, session_protection=mode)
        client = app.test_client()
        client.environ_base["HTTP_USER_AGENT"] = "Browser/1.0"
        log_in(client, remember="on")
        client.environ_base["HTTP_USER_AGENT"] = "Browser/2.0"
        assert client.get("/who").text == "True 1 True", "a browser that was brought up to date is the same"
        client.environ_base["HTTP_USER_AGENT"] = "Another/1.0"
        assert client.get("/who").text == expected


def test_default_21_addresses_and_forwarded_headers_are_not_asked(make):
    app = site(make, session_protection="strong")
    client = app.test_client()
    log_in(client)
    for address in ("1.1.1.1", "2.2.2.2"):
        answer = client.get("/who", headers={"X-Forwarded-For": address}, environ_base={"REMOTE_ADDR": address})
        assert answer.text == "True 1 True"


def test_inactive_users_do_not_get_in(app):
    client = app.test_client()
    log_in(client, "3")
    assert client.get("/me").status_code == 302


def test_request_loader_knows_api_keys(app):
    app.extensions["stopple"].login.request_loader(
        lambda asked: USERS["2"] if asked.headers.get("Authorization") == "Bearer key" else None
    )
    client = app.test_client()
    assert client.get("/me", headers={"Authorization": "Bearer key"}).text == "2"
    assert client.get("/me").status_code == 302, "for one request only"


def test_each_blueprint_may_have_its_login_page(make):
    app = site(make)
    staff = Blueprint("staff", __name__, url_prefix="/staff")
    staff.add_url_rule("/", "home", login_required(lambda: "x"))
    app.register_blueprint(staff)
    app.add_url_rule("/staff-login", "staff_login", lambda: "x")
    app.extensions["stopple"].login.blueprint_login_views = {"staff": "staff_login"}
    client = app.test_client()
    assert client.get("/staff/").location.startswith("/staff-login?")
    assert client.get("/me").location.startswith("/login?")


def test_handlers_fresh_logins_and_confirmation(app):
    login = app.extensions["stopple"].login
    login.unauthorized_handler(lambda: ("who are you", 401))
    login.needs_refresh_handler(lambda: ("again, please", 403))

    @app.get("/confirm")
    def confirm():
        confirm_login()
        return "x"

    assert app.test_client().get("/me").text == "who are you"
    client = app.test_client(user=USERS["1"], fresh_login=False)
    assert client.get("/me").text == "1"
    assert client.get("/fresh").text == "again, please"
    client.get("/confirm")
    assert client.get("/fresh").text == "1"


def test_async_views(app):
    @app.get("/async")
    @login_required
    async def view():
        return current_user.get_id()

    assert app.test_client().get("/async").status_code == 302
    assert app.test_client(user=USERS["1"]).get("/async").text == "1"


def test_signals_are_sent(app):
    seen = []
    names = ("user_logged_in", "user_logged_out", "user_unauthorized", "user_accessed")
    receivers = {name: (lambda sender, name=name, **_: seen.append(name)) for name in names}
    for name, receiver in receivers.items():
        getattr(signals, name).connect(receiver, app)
    client = app.test_client()
    client.get("/me")
    log_in(client)
    client.post("/logout")
    assert [name for name in seen if name != "user_accessed"] == ["user_unauthorized", "user_logged_in", "user_logged_out"]
    assert "user_accessed" in seen


def test_login_lasts_as_long_as_it_is_told(app, monkeypatch):
    @app.post("/short")
    def short():
        login_user(USERS["1"], remember=True, duration=timedelta(hours=1))
        return "x"

    client, then = app.test_client(), time.time()
    client.post("/short")
    client.delete_cookie("__Host-session")
    monkeypatch.setattr(time, "time", lambda: then + 3700)
    assert client.get("/who").text.startswith("False")


def test_the_login_object_serves_several_applications(make):
    stopple = Stopple(store="memory")
    assert isinstance(stopple.login, Login)
    stopple.user_loader(USERS.get)
    first, second = make(), make()
    for app in (first, second):
        stopple.init_app(app)
        app.add_url_rule("/me", "me", login_required(lambda: current_user.get_id()))
        app.test_client_class = GuardedClient
    assert first.test_client(user=USERS["1"]).get("/me").text == "1"
    assert second.test_client().get("/me").status_code == 401


def test_logout_of_a_session_that_flask_signed(make):
    from flask import Flask

    app = site(make, session_read_signed=True)
    plain = Flask("plain")
    plain.secret_key = app.secret_key
    plain.config["SESSION_COOKIE_SECURE"] = True

    @plain.get("/")
    def old():
        session["_user_id"], session["_fresh"] = "1", True
        return "x"

    before = plain.test_client()
    before.get("/", base_url="https://localhost")
    signed = cookies(before)["session"]
    client = app.test_client()
    client.set_cookie("session", signed, secure=True)
    assert client.get("/me").text == "1"
    assert "__Host-session" in cookies(client)
    client.post("/logout")
    thief = app.test_client()
    thief.set_cookie("session", signed, secure=True)
    assert thief.get("/me").status_code == 302
    strict = site(make, config={"SECRET_KEY": app.secret_key}).test_client()
    strict.set_cookie("session", signed, secure=True)
    assert strict.get("/me").status_code == 302


@pytest.mark.parametrize("kind", ["sealed", "server"])
def test_applications_that_share_a_store_do_not_share_logins(make, tmp_path, kind):
    store = f"sqlite:{tmp_path}/store.sqlite3"
    ours, theirs = site(make, store=store, session=kind), site(make, store=store, session=kind)
    client, stranger = theirs.test_client(), ours.test_client()
    log_in(client, remember="on")
    for name, value in cookies(client).items():
        stranger.set_cookie(name, value, secure=True)
        assert stranger.get("/who").text.startswith("False"), name
        stranger.delete_cookie(name)


def test_a_login_that_ends_in_503_is_none(app):
    """The store goes away behind `login_user`: whoever reads 503 is not logged in, nor remembered."""

    @app.post("/half")
    def half():
        login_user(USERS["1"], remember=True)
        raise StoreUnavailable

    browser = app.test_client()
    answer = browser.post("/half")
    assert answer.status_code == 503
    assert answer.headers.getlist("Set-Cookie") == [], "no cookie of a login that failed"
    assert browser.get("/me").status_code != 200
