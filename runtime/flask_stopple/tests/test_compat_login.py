"""Flask-Login by its names: the programs of tutorials, every public name, and what is different with intent."""

from __future__ import annotations

import warnings
from datetime import timedelta
from typing import Any

import pytest
from flask import Blueprint, Flask, redirect, render_template_string, request, session, url_for
from flask_stopple import Stopple
from flask_stopple.compat import flask_login as compat

KEY = "b2a6f0d94c1e7758a3b1d2c4e6f8091a2b3c4d5e6f708192"


class User(compat.UserMixin):
    def __init__(self, id: str) -> None:
        self.id = id


def tutorial(**config: Any) -> tuple[Flask, compat.LoginManager]:
    """What tutorials show: a manager, a user model, a page to log in at."""
    app = Flask("tutorial")
    app.config.update({"SECRET_KEY": KEY, "STOPPLE_STORE": "memory", **config})
    manager = compat.LoginManager(app)
    manager.login_view = "login"
    users = {"1": User("1"), "2": User("2")}

    @manager.user_loader
    def load_user(user_id: str) -> Any:
        return users.get(user_id)

    @app.route("/login", methods=["GET", "POST"])
    def login() -> str:
        if request.method == "POST":
            compat.login_user(users[request.form["id"]], remember="remember" in request.form)
        return "log in"

    @app.get("/private")
    @compat.login_required
    def private() -> str:
        return render_template_string("hello {{ current_user.id }}")

    @app.get("/secret")
    @compat.fresh_login_required
    def secret() -> str:
        return "fresh"

    @app.get("/logout")
    @compat.login_required
    def logout() -> str:
        compat.logout_user()
        return "bye"

    @app.get("/basket")
    def basket() -> str:
        session["basket"] = session.get("basket", 0) + 1
        return str(session["basket"])

    return app, manager


def test_tutorial_from_login_to_logout() -> None:
    client = tutorial()[0].test_client()
    answer = client.get("/private?page=2")
    assert (answer.status_code, answer.location) == (302, "/login?next=%2Fprivate%3Fpage%3D2")
    assert client.post("/login", data={"id": "1"}).status_code == 200
    assert client.get("/private").text == "hello 1"
    assert client.get("/logout").text == "bye"
    assert client.get("/private").status_code == 302


def test_factory_with_one_manager_for_two_applications() -> None:
    manager = compat.LoginManager()
    manager.user_loader(lambda id: User(id))
    for name in ("one", "two"):
        app = Flask(name)
        app.config.update(SECRET_KEY=KEY, STOPPLE_STORE="memory")
        manager.init_app(app)
        app.add_url_rule("/who", view_func=lambda: str(compat.current_user.is_authenticated))
        assert app.test_client().get("/who").text == "False"
        assert app.login_manager is manager


def test_every_public_name_is_there() -> None:
    names = """AUTH_HEADER_NAME COOKIE_DURATION COOKIE_HTTPONLY COOKIE_NAME COOKIE_SECURE ID_ATTRIBUTE LOGIN_MESSAGE
    LOGIN_MESSAGE_CATEGORY REFRESH_MESSAGE REFRESH_MESSAGE_CATEGORY LoginManager AnonymousUserMixin UserMixin session_protected
    user_accessed user_loaded_from_cookie user_loaded_from_request user_logged_in user_logged_out user_login_confirmed
    user_needs_refresh user_unauthorized FlaskLoginClient confirm_login current_user decode_cookie encode_cookie
    fresh_login_required login_fresh login_remembered login_required login_url login_user logout_user make_next_param
    set_login_view __version__""".split()
    assert sorted(names) == sorted(compat.__all__)
    assert all(hasattr(compat, name) for name in names)
    with pytest.warns(DeprecationWarning):
        assert compat.user_loaded_from_header is not None
    with pytest.raises(AttributeError):
        compat.no_such_name


def test_weak_key_is_a_warning_here() -> None:
    app = Flask("weak")
    app.config.update(SECRET_KEY="dev", STOPPLE_STORE="memory")
    with pytest.warns(UserWarning, match="SECRET_KEY"):
        compat.LoginManager(app)


def test_signed_sessions_of_before_are_still_logins() -> None:
    app, _ = tutorial()
    plain = Flask("before")
    plain.config["SECRET_KEY"] = KEY

    @plain.get("/")
    def write() -> str:
        session.update(_user_id="2", _fresh=True, _id="what Flask-Login wrote")
        return ""

    before = plain.test_client()
    before.get("/")
    client = app.test_client()
    client.set_cookie("session", before.get_cookie("session").value)
    assert client.get("/private").text == "hello 2"
    # Who it was is known; that it is the same browser is not.
    assert client.get("/secret").status_code == 401


def test_remembered_with_configured_cookie_and_rotating_token() -> None:
    app, _ = tutorial(REMEMBER_COOKIE_NAME="stay", REMEMBER_COOKIE_DURATION=timedelta(days=2), REMEMBER_COOKIE_PATH="/")
    client = app.test_client()
    answer = client.post("/login", data={"id": "1", "remember": "on"})
    sent = [value for value in answer.headers.getlist("Set-Cookie") if value.startswith("stay=")]
    assert len(sent) == 1 and "HttpOnly" in sent[0] and "SameSite=Lax" in sent[0]
    first = client.get_cookie("stay").value
    client.delete_cookie("session")
    assert client.get("/private").text == "hello 1"
    assert client.get_cookie("stay").value != first
    assert client.get("/secret").status_code == 401


def test_default_18_remember_cookie_over_https_is_secure_and_lasts_a_month() -> None:
    client = tutorial()[0].test_client()
    answer = client.post("/login", data={"id": "1", "remember": "on"}, base_url="https://localhost")
    [sent] = [value for value in answer.headers.getlist("Set-Cookie") if "remember_token" in value]
    assert sent.startswith("__Host-remember_token=") and "Secure" in sent and "SameSite=Lax" in sent
    assert compat.COOKIE_DURATION == timedelta(days=30)


def test_default_19_logout_ends_copies_of_both_cookies() -> None:
    app, _ = tutorial()
    client = app.test_client()
    client.post("/login", data={"id": "1", "remember": "on"})
    copies = {name: client.get_cookie(name).value for name in ("session", "remember_token")}
    client.get("/logout")
    for name, value in copies.items():
        thief = app.test_client()
        thief.set_cookie(name, value)
        assert thief.get("/private").status_code == 302


def test_default_21_addresses_that_clients_send_are_not_asked() -> None:
    app, _ = tutorial(SESSION_PROTECTION="strong")
    client = app.test_client()
    client.post("/login", data={"id": "1"}, headers={"X-Forwarded-For": "192.0.2.1"})
    assert client.get("/private", headers={"X-Forwarded-For": "192.0.2.2"}).text == "hello 1"
    assert client.get("/private", headers={"User-Agent": "another"}).status_code == 302


def test_logout_leaves_what_is_not_of_the_login() -> None:
    client = tutorial()[0].test_client()
    client.get("/basket")
    client.post("/login", data={"id": "1"})
    client.get("/logout")
    assert client.get("/basket").text == "2"


def test_complaint_5_next_leads_to_no_other_site() -> None:
    app, _ = tutorial(STOPPLE_REDIRECT_HOSTS=["partner.example"])
    app.add_url_rule("/onward", view_func=lambda: redirect(request.args["next"]))
    client = app.test_client()
    assert client.get("/onward?next=/private").location == "/private"
    assert client.get("/onward?next=https://evil.example/private").location == "/"
    assert client.get("/onward?next=https://partner.example/").location == "https://partner.example/"


def test_request_loader_handlers_and_blueprint_views() -> None:
    app, manager = tutorial()

    @manager.request_loader
    def by_key(asked: Any) -> Any:
        return User("7") if asked.headers.get("X-Key") == "right" else None

    area = Blueprint("area", __name__, url_prefix="/area")
    area.add_url_rule("/", "page", compat.login_required(lambda: "area"))
    area.add_url_rule("/in", "come_in", lambda: "")
    app.register_blueprint(area)
    with app.app_context():
        compat.set_login_view("area.come_in", blueprint=area)
    client = app.test_client()
    assert client.get("/private", headers={"X-Key": "right"}).text == "hello 7"
    assert client.get("/area/").location.startswith("/area/in?next=")
    assert client.get("/private").location.startswith("/login?next=")
    manager.unauthorized_handler(lambda: ("who are you", 401))
    assert client.get("/private").text == "who are you"
    assert manager.unauthorized_callback() == ("who are you", 401)
    manager.needs_refresh_handler(lambda: ("again", 403))
    with app.test_request_context():
        assert manager.needs_refresh() == ("again", 403)


def test_header_loader_of_old() -> None:
    app, manager = tutorial()
    with pytest.warns(DeprecationWarning):
        manager.header_loader(lambda value: User("9") if value == "Key right" else None)
    client = app.test_client()
    assert client.get("/private", headers={"Authorization": "Key right"}).text == "hello 9"
    assert client.get("/private", headers={"Authorization": "Key wrong"}).status_code == 302


def test_login_disabled_and_session_for_next() -> None:
    app, _ = tutorial(LOGIN_DISABLED=True)
    assert app.test_client().get("/secret").text == "fresh"
    app, _ = tutorial(USE_SESSION_FOR_NEXT=True)
    client = app.test_client()
    assert client.get("/private").location == "/login"
    with client.session_transaction() as kept:
        assert kept["next"] == "/private"


def test_login_url_and_signed_texts() -> None:
    app, _ = tutorial(FORCE_HOST_FOR_REDIRECTS="shop.example")
    with app.test_request_context(base_url="https://made-up.example"):
        assert compat.login_url("login", "/private") == "//shop.example/login?next=%2Fprivate"
        assert compat.make_next_param("/login", request.url_root + "private?a=1") == "//private?a=1"[1:]
        assert compat.decode_cookie(compat.encode_cookie("7")) == "7"
        assert compat.decode_cookie(compat.encode_cookie("7")[:-1] + "é") is None
        assert compat.decode_cookie("7") is None
        assert url_for("login") == "/login"


def test_test_client_is_logged_in() -> None:
    app, _ = tutorial(SESSION_PROTECTION=None)
    app.test_client_class = compat.FlaskLoginClient
    assert app.test_client(user=User("1")).get("/secret").text == "fresh"
    assert app.test_client(user=User("1"), fresh_login=False).get("/secret").status_code == 401


def test_refreshed_each_request() -> None:
    app, _ = tutorial(REMEMBER_COOKIE_REFRESH_EACH_REQUEST=True)
    client = app.test_client()
    client.post("/login", data={"id": "1", "remember": "on"})
    first = client.get_cookie("remember_token").value
    client.get("/private")
    assert client.get_cookie("remember_token").value != first
    client.delete_cookie("session")
    assert client.get("/private").text == "hello 1"
    # Who did not ask to be remembered is not.
    other = app.test_client()
    other.post("/login", data={"id": "1"})
    other.get("/private")
    assert other.get_cookie("remember_token") is None


def test_only_the_login_is_awake_until_stopple_is() -> None:
    answer = tutorial()[0].test_client().get("/login")
    assert answer.status_code == 200 and "Content-Security-Policy" not in answer.headers
    app, manager = tutorial()
    Stopple(app, https=False)
    client = app.test_client()
    assert app.extensions["stopple"].login is manager
    answer = app.test_client().get("/login")
    assert "Content-Security-Policy" in answer.headers
    assert app.test_client().post("/login", data={"id": "1"}).status_code == 400
    client.post("/login", data={"id": "1"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert client.get("/private").text == "hello 1"


def test_the_manager_after_stopple_changes_no_setting() -> None:
    app = Flask("guarded")
    app.config.update(SECRET_KEY=KEY, STOPPLE_STORE="memory")
    Stopple(app)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        manager = compat.LoginManager(app)
    state = app.extensions["stopple"]
    assert state.login is manager and state.settings["csrf"] is True and state.settings["session_read_signed"] is False
