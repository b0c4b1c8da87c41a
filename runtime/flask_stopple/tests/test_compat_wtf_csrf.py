"""Flask-WTF's CSRF by its names: the programs of tutorials, every public name, and what is different with intent."""

from __future__ import annotations

from functools import wraps
from typing import Any

import flask_stopple
import pytest
from flask import Blueprint, Flask, render_template_string, session
from flask_stopple import Stopple
from flask_stopple.compat import flask_wtf_csrf as compat

KEY = "b2a6f0d94c1e7758a3b1d2c4e6f8091a2b3c4d5e6f708192"


def tutorial(**config: Any) -> tuple[Flask, compat.CSRFProtect]:
    """What tutorials show: ``CSRFProtect(app)`` and the token in a form."""
    app = Flask("tutorial")
    app.config.update({"SECRET_KEY": KEY, **config})
    protect = compat.CSRFProtect(app)

    @app.route("/", methods=["GET", "POST"])
    def index() -> str:
        return render_template_string("{{ csrf_token() }}")

    return app, protect


def test_tutorial_form_header_and_refusal() -> None:
    client = tutorial()[0].test_client()
    token = client.get("/").text
    assert client.post("/", data={"csrf_token": token}).status_code == 200
    assert client.post("/", headers={"X-CSRFToken": token}).status_code == 200
    assert client.post("/", headers={"X-CSRF-Token": token}).status_code == 200
    refused = client.post("/")
    assert refused.status_code == 400 and "The CSRF token is missing." in refused.text


def test_factory_with_one_object_for_two_applications() -> None:
    protect = compat.CSRFProtect()
    for name in ("one", "two"):
        app = Flask(name)
        app.config["SECRET_KEY"] = KEY
        protect.init_app(app)
        app.add_url_rule("/", view_func=lambda: "", methods=["POST"])
        assert app.test_client().post("/").status_code == 400


def test_every_public_name_is_there() -> None:
    names = ["CSRFError", "CSRFProtect", "csrf_meta_tag", "generate_csrf", "same_origin", "validate_csrf"]
    assert sorted(compat.__all__) == sorted(names)
    assert compat.same_origin("https://a.example/x", "https://a.example/y")
    assert not compat.same_origin("https://a.example/", "https://a.example:444/")


def test_generate_and_validate_with_keys_names_and_ages() -> None:
    app, _ = tutorial()
    with app.test_request_context():
        token = compat.generate_csrf()
        assert compat.generate_csrf() == token and isinstance(session["csrf_token"], str)
        compat.validate_csrf(token)
        with pytest.raises(ValueError, match="missing"):
            compat.validate_csrf("")
        with pytest.raises(ValueError, match="expired"):
            compat.validate_csrf(token, time_limit=-1)
        with pytest.raises(ValueError, match="invalid"):
            compat.validate_csrf(token[:-2] + "xx")
        with pytest.raises(ValueError, match="do not match"):
            compat.validate_csrf(compat.generate_csrf(token_key="other"))
        with pytest.raises(ValueError, match="session token is missing"):
            compat.validate_csrf(token, token_key="third")
        assert 'name="x&#34;" content=' in compat.csrf_meta_tag('x"')


def test_error_handler_hears_the_reason() -> None:
    app, _ = tutorial()

    @app.errorhandler(compat.CSRFError)
    def refused(error: compat.CSRFError) -> tuple[str, int]:
        return f"{error.reason}: {error.description}", 400

    client = app.test_client()
    assert client.post("/").text == "no-token: The CSRF token is missing."
    assert client.post("/", headers={"Sec-Fetch-Site": "cross-site"}).text.startswith("other-site: ")


@pytest.mark.parametrize("beside", [False, True], ids=["alone", "beside Stopple"])
def test_one_handler_hears_every_refusal(beside: bool) -> None:
    app, protect = tutorial()
    if beside:
        Stopple(app, store="memory")
    app.add_url_rule("/by-hand", "by_hand", protect.exempt(lambda: protect.protect() or "done"), methods=["POST"])

    @app.errorhandler(compat.CSRFError)
    def refused(error: compat.CSRFError) -> str:
        return f"{type(error).__name__} {error.reason}"

    assert compat.CSRFError is flask_stopple.CSRFError
    client = app.test_client()
    answers = {
        (path, reason): client.post(path, base_url="https://localhost", headers=sent).text
        for path in ("/", "/by-hand")
        for reason, sent in {
            "no-token": {},
            "other-site": {"Sec-Fetch-Site": "cross-site"},
            "other-origin": {"Origin": "https://evil.example"},
            "other-referrer": {"Referer": "https://evil.example/"},
        }.items()
    }
    assert answers == {key: f"CSRFError {key[1]}" for key in answers}


def test_an_application_raises_the_error_by_itself() -> None:
    app, _ = tutorial()

    @app.get("/mine")
    def mine() -> str:
        raise compat.CSRFError("not today")

    answer = app.test_client().get("/mine")
    assert answer.status_code == 400 and "not today" in answer.text and compat.CSRFError().reason == "refused"


def test_default_15_origin_is_enough_over_https() -> None:
    client = tutorial()[0].test_client()
    token = client.get("/", base_url="https://localhost").text
    send = {"base_url": "https://localhost", "data": {"csrf_token": token}}
    assert client.post("/", headers={"Origin": "https://localhost"}, **send).status_code == 200
    assert client.post("/", headers={"Origin": "https://evil.example", "Referer": "https://localhost/"}, **send).status_code == 400
    missing, other = client.post("/", **send), client.post("/", headers={"Referer": "https://evil.example/"}, **send)
    assert missing.status_code == 400 and "The referrer header is missing." in missing.text
    assert other.status_code == 400 and "The referrer does not match the host." in other.text
    assert client.post("/", headers={"Referer": "https://localhost/"}, **send).status_code == 200


def test_default_16_what_the_browser_says_comes_first() -> None:
    client = tutorial()[0].test_client()
    token = client.get("/").text
    assert client.post("/", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert client.post("/", data={"csrf_token": token}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400


def test_default_17_only_fields_with_a_prefix_of_forms() -> None:
    client = tutorial()[0].test_client()
    token = client.get("/").text
    assert client.post("/", data={"address-csrf_token": token}).status_code == 200
    assert client.post("/", data={"notcsrf_token": token}).status_code == 400


def test_default_14_a_view_is_exempt_and_not_its_name() -> None:
    app, protect = tutorial()

    def shared(view: Any) -> Any:
        @wraps(view)
        def wrapper() -> Any:
            return view()

        wrapper.__name__ = "wrapper"
        return wrapper

    app.add_url_rule("/hook", "hook", protect.exempt(shared(lambda: "")), methods=["POST"])
    app.add_url_rule("/pay", "pay", shared(lambda: ""), methods=["POST"])
    client = app.test_client()
    assert client.post("/hook").status_code == 200
    assert client.post("/pay").status_code == 400


def test_exempt_blueprint_name_and_method_and_by_hand() -> None:
    app, protect = tutorial()
    area = Blueprint("area", __name__, url_prefix="/area")
    protect.exempt(area)
    area.add_url_rule("/", "page", lambda: "", methods=["POST"])
    app.register_blueprint(area)

    class Views:
        def save(self) -> str:
            return ""

    app.add_url_rule("/save", "save", protect.exempt(Views().save), methods=["POST"])

    @app.post("/manual")
    @protect.exempt
    def manual() -> str:
        protect.protect()
        return ""

    client = app.test_client()
    assert client.post("/area/").status_code == 200
    assert client.post("/save").status_code == 200
    assert client.post("/manual").status_code == 400
    assert protect.exempt(f"{app.view_functions['index'].__module__}.index")
    assert client.post("/").status_code == 200


def test_settings_are_heeded_while_serving() -> None:
    app, protect = tutorial(WTF_CSRF_FIELD_NAME="proof", WTF_CSRF_HEADERS=["X-Proof"], WTF_CSRF_METHODS=["POST"])
    client = app.test_client()
    token = client.get("/").text
    assert client.post("/", data={"proof": token}).status_code == 200
    assert client.post("/", headers={"X-Proof": token}).status_code == 200
    assert client.post("/", data={"csrf_token": token}).status_code == 400
    assert client.put("/").status_code == 405
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    assert client.post("/").status_code == 200
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["WTF_CSRF_CHECK_DEFAULT"] = True
    assert client.post("/").status_code == 200


def test_get_is_checked_where_it_is_listed() -> None:
    app, _ = tutorial(WTF_CSRF_METHODS=["GET"])
    assert app.test_client().get("/").status_code == 400


def test_complaint_8_a_form_that_was_open_for_a_day_still_works() -> None:
    app, _ = tutorial()
    assert app.config["WTF_CSRF_TIME_LIMIT"] is None


def test_beside_stopple_both_tokens_count() -> None:
    app, _ = tutorial()
    Stopple(app, https=False, store="memory")

    @app.get("/field")
    def field() -> str:
        return str(app.jinja_env.globals["csrf_field"]()).split('value="')[1].rstrip('">')

    client = app.test_client()
    assert client.post("/", data={"csrf_token": client.get("/").text}).status_code == 200
    assert client.post("/", data={"csrf_token": client.get("/field").text}).status_code == 200
    assert client.post("/").status_code == 400
