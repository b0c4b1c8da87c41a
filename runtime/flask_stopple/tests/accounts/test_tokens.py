"""API tokens, pairs of access and refresh tokens, HTTP Basic: what they open, and how they end."""

from __future__ import annotations

import datetime
import time

import pytest
from flask import jsonify
from flask_stopple.accounts import tokens
from flask_stopple.accounts.access import auth_required, permissions_required, roles_required
from flask_stopple.accounts import events
from flask_stopple.accounts.objects import authorize, policy_for
from library import PASSWORD, Library
from race import race


def shelves(**settings):
    library = Library(**settings)
    for path, guard in {
        "known": auth_required(),
        "session": auth_required("session"),
        "recent": auth_required(within=5),
        "lend": permissions_required("lend"),
        "editor": roles_required("editor"),
    }.items():
        library.app.add_url_rule(f"/{path}", path, guard(lambda: jsonify(True)), methods=["GET", "POST"])
    library.role("editor", ["lend", "sell"])
    library.reader("ann", "editor")
    library.reader("bob", "editor")
    return library


@pytest.fixture
def library():
    return shelves()


@pytest.fixture
def clock(monkeypatch):
    real, ahead = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + ahead[0])
    return ahead


def token(library, scopes, name="ann", **more):
    with library.app.app_context():
        return tokens.make_token(library.accounts, library.user(name), "script", scopes, **more)[0]


def get(library, path, text, scheme="Bearer", method="get"):
    """As a program asks: without cookies, and without what a browser says of itself."""
    client = library.app.test_client(use_cookies=False)
    del client.environ_base["HTTP_SEC_FETCH_SITE"]
    return getattr(client, method)(path, headers={"Authorization": f"{scheme} {text}", "Accept": "application/json"})


def test_a_token_opens_what_it_was_given_for(library):
    everything, lend, role = token(library, ["*"]), token(library, ["lend"]), token(library, ["role:editor"])
    opened = {
        name: [get(library, f"/{path}", text).status_code for path in ("known", "lend", "editor")]
        for name, text in {"*": everything, "lend": lend, "role": role}.items()
    }
    assert opened == {"*": [200, 200, 200], "lend": [200, 200, 403], "role": [200, 403, 200]}
    # Never more than the user may.
    assert get(library, "/lend", token(library, ["rule"])).status_code == 403


def test_a_token_changes_things_without_a_csrf_token(library):
    assert get(library, "/known", token(library, ["*"]), method="post").status_code == 200
    assert get(library, "/known", "stp_" + "x" * 43, method="post").status_code == 401


def test_a_token_needs_no_cookie_and_takes_none(library):
    """A request with a token of one and a session of another is the token's, and is fresh for nobody."""
    client = library.client("bob")
    text = token(library, ["*"])
    who = client.get("/who", headers={"Authorization": f"Bearer {text}"}).json
    with library.app.app_context():
        assert who["id"] == library.accounts.users.session_id(library.user("ann"))
    assert client.get("/session", headers={"Authorization": f"Bearer {text}"}).status_code == 200
    assert client.get("/recent").status_code == 200
    assert client.get("/recent", headers={"Authorization": f"Bearer {text}"}).status_code == 401
    # A token that does not count is nobody, whatever cookie comes with it.
    assert client.get("/known", headers={"Authorization": f"Bearer {text}x"}).status_code == 401


def test_a_token_does_not_open_the_account(library):
    text = token(library, ["*"])
    for path in ("/account/", "/account/tokens", "/account/password", "/account/export", "/account/security"):
        assert get(library, path, text).status_code == 401, path
    assert get(library, "/session", text).status_code in (200, 401)
    assert get(library, "/account/token", text, method="post").status_code == 401


def test_tokens_are_hashed_and_show_their_last_use(library):
    text = token(library, ["lend"])
    with library.app.app_context():
        row = library.db.session.query(library.Token).one()
        assert text not in str(vars(row)) and len(row.digest) == 64 and row.last_used_at is None
    get(library, "/known", text)
    shown = library.client("ann").get("/account/tokens").json["tokens"]
    assert shown[0]["used"] and shown[0]["name"] == "script" and shown[0]["scopes"] == ["lend"]


@pytest.mark.parametrize("how", ["revoked", "expired", "inactive", "deleted user"])
def test_tokens_end(library, clock, how):
    text = token(library, ["*"], lives=datetime.timedelta(days=1))
    assert get(library, "/known", text).status_code == 200
    with library.app.app_context():
        row = library.db.session.query(library.Token).one()
        if how == "revoked":
            tokens.revoke(library.accounts, library.user("ann"), row)
        elif how == "expired":
            clock[0] += 86_401
        elif how == "inactive":
            library.user("ann").active = False
        else:
            library.db.session.delete(library.user("ann"))
        library.db.session.commit()
    assert get(library, "/known", text).status_code == 401


def test_nobody_gives_a_token_what_they_may_not(library):
    client = library.client("ann")
    make = lambda **more: client.post("/account/tokens", json={"name": "mine", **more})  # noqa: E731
    assert make(scopes="lend role:editor").status_code == 201
    assert make(scopes="role:admin").status_code == 400
    assert make(scopes="").status_code == 400
    assert make(scopes="lend", days="91").status_code == 400
    made = make(scopes="lend", days="3").json
    assert get(library, "/lend", made["token"]).status_code == 200
    # Not somebody else's.
    assert library.client("bob").post("/account/tokens/revoke", json={"id": made["id"]}).status_code == 404
    assert client.post("/account/tokens/revoke", json={"id": made["id"]}).status_code == 200
    assert get(library, "/lend", made["token"]).status_code == 401


def test_policies_ask_for_the_scope(library):
    class Letter:
        pass

    @policy_for(Letter)
    def letters(user, action, letter):
        return user.username == "ann"

    @library.app.get("/letter")
    def letter():
        authorize("read", Letter())
        return jsonify(True)

    assert get(library, "/letter", token(library, ["letter:read"])).status_code == 200
    assert get(library, "/letter", token(library, ["letter:burn"])).status_code == 403
    assert get(library, "/letter", token(library, ["*"])).status_code == 200


# -- pairs -----------------------------------------------------------------------------------------------------------


def pair(library, name="ann"):
    answer = library.client(name).post("/account/token", json={"name": "phone"})
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    return answer.json


def refresh(library, text):
    client = library.app.test_client(use_cookies=False)
    del client.environ_base["HTTP_SEC_FETCH_SITE"]
    return client.post("/account/token/refresh", json={"refresh_token": text})


def test_access_is_short_and_refresh_rotates(library, clock):
    first = pair(library)
    assert first["token_type"] == "Bearer" and first["expires_in"] == 900
    assert get(library, "/known", first["access_token"]).status_code == 200
    clock[0] += 901
    assert get(library, "/known", first["access_token"]).status_code == 401
    second = refresh(library, first["refresh_token"])
    assert second.status_code == 200
    assert get(library, "/known", second.json["access_token"]).status_code == 200
    # The one is not the other.
    assert get(library, "/known", second.json["refresh_token"]).status_code == 401
    assert refresh(library, second.json["access_token"]).status_code == 401


def test_reuse_of_a_refresh_token_ends_its_family(library):
    heard = []
    events.signals["refresh_token_stolen"].connect(lambda app, **facts: heard.append(facts["user"].username), library.app, weak=False)
    stolen, other = pair(library), pair(library)
    second = refresh(library, stolen["refresh_token"]).json
    assert refresh(library, stolen["refresh_token"]).status_code == 401
    assert get(library, "/known", second["access_token"]).status_code == 401
    assert refresh(library, second["refresh_token"]).status_code == 401
    # Only that family, and it is told once.
    assert get(library, "/known", other["access_token"]).status_code == 200
    assert heard == ["ann"]


def test_two_refreshes_at_once(tmp_path):
    """Which of them was first the store decides. The second one shows a copy, so both end."""
    library = shelves(place=tmp_path / "library.sqlite3")
    made = pair(library)
    answers = race([lambda: refresh(library, made["refresh_token"])] * 2)
    assert sum(answer.status_code == 200 for answer in answers) <= 1
    for answer in answers:
        if answer.status_code == 200:
            assert get(library, "/known", answer.json["access_token"]).status_code == 401
            assert refresh(library, answer.json["refresh_token"]).status_code == 401
    with library.app.app_context():
        library.db.session.remove()
        library.db.engine.dispose()


def test_a_family_does_not_live_for_ever(library, clock):
    made = pair(library)
    for _ in range(3):
        clock[0] += 9 * 86_400
        answer = refresh(library, made["refresh_token"])
        assert answer.status_code == 200
        made = answer.json
    clock[0] += 3 * 86_400 + 1
    assert refresh(library, made["refresh_token"]).status_code == 401


@pytest.mark.parametrize("how", ["password", "everywhere", "uniquifier", "asked"])
def test_pairs_end_with_the_logins(library, how):
    made = pair(library)
    client = library.client("ann")
    if how == "password":
        answer = client.post("/account/password", json={"password": PASSWORD, "new_password": "nine grey herons at dusk"})
        assert answer.status_code == 200, answer.text
    elif how == "everywhere":
        assert client.post("/account/sessions/end-others").status_code == 200
    elif how == "uniquifier":
        with library.app.app_context():
            library.user("ann").fs_uniquifier = "renewed"
            library.db.session.commit()
    else:
        assert client.post("/account/token/end", json={"refresh_token": made["refresh_token"]}).status_code == 200
    assert get(library, "/known", made["access_token"]).status_code == 401
    assert refresh(library, made["refresh_token"]).status_code == 401


# -- basic -----------------------------------------------------------------------------------------------------------


def basic(name, password):
    import base64

    return base64.b64encode(f"{name}:{password}".encode()).decode()


def test_basic_is_off_unless_switched_on(library):
    assert get(library, "/known", basic("ann", PASSWORD), "Basic").status_code == 401
    library = shelves(basic=True)
    answer = get(library, "/known", basic("ann", PASSWORD), "Basic")
    assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
    refused = get(library, "/known", basic("ann", "wrong"), "Basic")
    assert refused.status_code == 401 and "Basic" in refused.headers["WWW-Authenticate"]
    for text in ("", "x", "====", basic("", ""), basic("nobody", PASSWORD)):
        assert get(library, "/known", text, "Basic").status_code == 401


def test_basic_takes_a_token_in_the_place_of_the_password():
    library = shelves(basic=True)
    text = token(library, ["lend"])
    assert get(library, "/lend", basic("ann", text), "Basic").status_code == 200
    assert get(library, "/editor", basic("ann", text), "Basic").status_code == 403
    assert get(library, "/lend", basic("bob", text), "Basic").status_code == 401


def test_basic_does_not_go_around_the_second_factor():
    """ASVS 6.3.4."""
    library = shelves(basic=True, second_factor=lambda user: user.username == "ann")
    assert get(library, "/known", basic("ann", PASSWORD), "Basic").status_code == 401
    assert get(library, "/known", basic("bob", PASSWORD), "Basic").status_code == 200


def test_basic_of_a_browser_is_checked_for_forgery():
    """Browsers send a password of Basic by themselves."""
    library = shelves(basic=True)
    client = library.app.test_client()
    headers = {"Authorization": f"Basic {basic('ann', PASSWORD)}", "Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert client.post("/known", headers=headers).status_code == 400
    assert get(library, "/known", basic("ann", PASSWORD), "Basic", "post").status_code == 200


def test_guessing_by_basic_is_limited():
    library = shelves(basic=True)
    statuses = [get(library, "/known", basic("ann", f"wrong {place}"), "Basic").status_code for place in range(8)]
    assert statuses[0] == 401 and statuses[-1] == 429
