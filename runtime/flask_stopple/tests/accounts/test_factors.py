"""Second factors: codes once and in time, recovery codes, mailed codes, trusted browsers, who needs one."""

from __future__ import annotations

import time

import pytest
from flask_stopple import _stopple
from flask_stopple.accounts import events
from flask_stopple.accounts.memberships import give_role
from library import PASSWORD, Library
from race import race

HTML = {"Accept": "text/html"}


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test sets forward."""
    real, ahead = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + ahead[0])
    monkeypatch.setattr(time, "time_ns", lambda: int((real() + ahead[0]) * 1e9))
    return ahead


def with_totp(library, name="ann"):
    """A user with an authenticator; returns its secret."""
    client = library.client()
    assert log_in(client, name).json["next"] == "/who"
    secret = client.get("/account/authenticator").json["secret"]
    answer = client.post("/account/authenticator", json={"code": _stopple.totp_at(secret, int(time.time()))})
    assert answer.status_code == 200, answer.text
    return secret


def log_in(client, name="ann", password=PASSWORD, **more):
    return client.post("/account/login", json={"identity": name, "password": password, **more})


def show(client, code, way="totp", **more):
    return client.post("/account/second-factor", json={"way": way, "code": code, **more})


def is_in(client) -> bool:
    return client.get("/who").json["known"]


def code_at(secret, seconds=0.0):
    return _stopple.totp_at(secret, int(time.time() + seconds))


@pytest.fixture
def library():
    library = Library()
    library.reader("ann")
    library.reader("bob")
    return library


def test_a_password_alone_is_half_a_login(library, clock):
    secret = with_totp(library)
    clock[0] += 90
    client = library.client()
    answer = log_in(client)
    assert answer.json["second_factor"] == ["totp"] and answer.json["next"] == "/account/second-factor"
    assert not is_in(client)
    assert client.get("/account/").status_code == 401
    # Nothing of the account can be changed by who has only the password.
    for path in ("/account/authenticator", "/account/recovery-codes", "/account/passkeys", "/account/tokens"):
        assert client.get(path).status_code == 401, path
    assert show(client, code_at(secret)).json["next"] == "/who"
    assert is_in(client)


def test_totp_replay(library, clock):
    """ASVS 6.5.1: each code once, also from another browser; Flask-Security took it twice (row 26)."""
    secret = with_totp(library)
    clock[0] += 90
    code = code_at(secret)
    first, second = library.client(), library.client()
    log_in(first), log_in(second)
    assert show(first, code).status_code == 200
    assert show(second, code).status_code == 400 and not is_in(second)


def test_the_code_of_the_set_up_is_used_up(library):
    secret = with_totp(library)
    client = library.client()
    log_in(client)
    assert show(client, code_at(secret)).status_code == 400


def test_codes_live_for_one_step_of_drift(library, clock):
    """ASVS 6.5.5: thirty seconds, and a clock that is one step wrong; 115 seconds were taken before (row 26)."""
    secret = with_totp(library)
    clock[0] += 300
    at = int(time.time())
    client = library.client()
    log_in(client)
    assert show(client, _stopple.totp_at(secret, at - 60)).status_code == 400
    assert show(client, _stopple.totp_at(secret, at + 60)).status_code == 400
    assert show(client, _stopple.totp_at(secret, at - 30)).status_code == 200


def test_two_requests_with_one_code_at_once(tmp_path, clock):
    # Each thread with a connection of its own, as in an application: one database in memory has one for all.
    library = Library(place=tmp_path / "library.sqlite3")
    library.reader("ann")
    secret = with_totp(library)
    clock[0] += 90
    code = code_at(secret)
    clients = [library.client() for _ in range(4)]
    for client in clients:
        log_in(client)
    statuses = race([lambda its=its: show(its, code).status_code for its in clients])
    assert sorted(statuses) == [200, 400, 400, 400]


def test_guessing_of_codes_is_limited(clock):
    """ASVS 6.6.3: also over fresh logins, and from other addresses. Passwords are not what is counted here."""
    library = Library(account_rate="1000/minute", login_rate="1000/minute")
    library.reader("ann")
    secret = with_totp(library)
    clock[0] += 3600
    statuses = []
    for place in range(8):
        client = library.client()
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{place}"
        log_in(client)
        statuses.append(show(client, "000000").status_code)
    assert statuses[:5] == [400] * 5 and set(statuses[5:]) == {429}
    client = library.client()
    client.environ_base["REMOTE_ADDR"] = "192.0.2.77"
    log_in(client)
    limited = show(client, code_at(secret))
    assert limited.status_code == 429 and int(limited.headers["Retry-After"]) > 0
    clock[0] += 90
    log_in(client)
    assert show(client, code_at(secret)).status_code == 200


def test_secrets_are_sealed_and_bound_to_their_user(library, clock):
    secret = with_totp(library)
    with library.app.app_context():
        kept = library.user("ann").tf_totp_secret
        assert secret not in kept and len(kept) <= 255
        library.user("bob").tf_totp_secret = kept
        library.db.session.commit()
    clock[0] += 90
    client = library.client()
    log_in(client, "bob")
    assert show(client, code_at(secret)).status_code == 400


def test_a_secret_in_clear_of_before_is_read(library):
    secret = _stopple.totp_new_secret()
    with library.app.app_context():
        library.user("bob").tf_totp_secret = secret
        library.db.session.commit()
    client = library.client()
    log_in(client, "bob")
    assert show(client, code_at(secret)).status_code == 200


def test_a_new_key_reads_secrets_of_the_old_one_and_renews_them(library, clock):
    secret = with_totp(library)
    app = library.app
    app.config.update(SECRET_KEY_FALLBACKS=[app.config["SECRET_KEY"]], SECRET_KEY="n3w-" + app.config["SECRET_KEY"][:40])
    clock[0] += 90
    client = library.client()
    log_in(client)
    assert show(client, code_at(secret)).status_code == 200
    app.config["SECRET_KEY_FALLBACKS"] = []
    clock[0] += 90
    client = library.client()
    log_in(client)
    assert show(client, code_at(secret)).status_code == 200


def test_a_half_login_ends(library, clock):
    secret = with_totp(library)
    clock[0] += 90
    client = library.client()
    log_in(client)
    clock[0] += 601
    assert show(client, code_at(secret)).status_code == 401
    log_in(client)
    with library.app.app_context():
        library.user("ann").active = False
        library.db.session.commit()
    assert show(client, code_at(secret)).status_code == 401 and not is_in(client)


def test_a_half_login_cannot_be_finished_twice(library, clock):
    """A copy of its cookie is worth nothing once it was used."""
    secret = with_totp(library)
    clock[0] += 90
    client, copy = library.client(), library.client()
    log_in(client)
    copy.set_cookie("__Host-session", client.get_cookie("__Host-session").value, secure=True)
    assert show(client, code_at(secret)).status_code == 200
    clock[0] += 60
    assert show(copy, code_at(secret)).status_code == 401 and not is_in(copy)


# -- recovery codes --------------------------------------------------------------------------------------------------


def recovery_codes(library, name="ann"):
    with_totp(library, name)
    client = library.client()
    with library.app.app_context():
        from flask_stopple.accounts.factors import recovery

        return recovery.renew(library.accounts, library.user(name)), client


def test_recovery_codes_are_hashed_and_work_once(library):
    codes, client = recovery_codes(library)
    assert len(set(codes)) == 10
    with library.app.app_context():
        kept = library.user("ann").mf_recovery_codes
        assert len(kept) == 10 and not any(code in str(kept) or code.replace("-", "") in str(kept) for code in codes)
    heard = []
    events.signals["recovery_code_used"].connect(lambda app, **facts: heard.append(facts["left"]), library.app, weak=False)
    log_in(client)
    assert show(client, codes[3].lower().replace("-", " "), "recovery").status_code == 200 and is_in(client)
    again = library.client()
    log_in(again)
    assert show(again, codes[3], "recovery").status_code == 400 and not is_in(again)
    assert heard == [9]


def test_race_of_two_recovery_codes(database):
    """The same one at once gets in once; two different ones at once are both used up."""
    config = {"SQLALCHEMY_DATABASE_URI": database, "SQLALCHEMY_ENGINE_OPTIONS": {}}
    library = Library(config=config, account_rate="1000/minute", login_rate="1000/minute", factor_rate="1000/minute")
    library.reader("ann")
    codes, _ = recovery_codes(library)
    for chosen, expected in (([codes[0]] * 4, [200, 400, 400, 400]), ([codes[1], codes[2]], [200, 200])):
        clients = [library.client() for _ in chosen]
        for client in clients:
            log_in(client)
        statuses = race([lambda pair=pair: show(*pair, "recovery").status_code for pair in zip(clients, chosen)])
        assert sorted(statuses) == expected
    with library.app.app_context():
        assert len(library.user("ann").mf_recovery_codes) == 7
        library.db.session.remove()
        library.db.engine.dispose()


def test_recovery_codes_in_clear_of_before_work_once(library):
    with_totp(library)
    with library.app.app_context():
        library.user("ann").mf_recovery_codes = ["abcd-efgh-jkmn", "pqrs-tuvw-xyz2"]
        library.db.session.commit()
    for expected in (200, 400):
        client = library.client()
        log_in(client)
        assert show(client, "abcd-efgh-jkmn", "recovery").status_code == expected


def test_new_codes_take_the_place_of_the_old(library):
    codes, client = recovery_codes(library)
    log_in(client)
    show(client, codes[0], "recovery")
    page = client.post("/account/recovery-codes", headers=HTML)
    assert page.status_code == 201 and page.text.count("<code>") == 10
    again = library.client()
    log_in(again)
    assert show(again, codes[1], "recovery").status_code == 400


# -- mailed codes ----------------------------------------------------------------------------------------------------


def mailed_code(library):
    return [word for word in library.mails[-1].text.split() if word.isdigit() and len(word) == 6][0]


def test_mailed_codes_are_off_unless_named(library):
    client = Library(second_factor="required").client()
    assert client.post("/account/second-factor/mail").status_code == 404


def test_a_mailed_code_is_for_one_login_and_once(clock):
    """ASVS 6.6.2, 6.5.1, 6.5.5."""
    library = Library(factors=("email",), second_factor="required")
    library.reader("ann")
    first, second = library.client(), library.client()
    assert log_in(first).json["second_factor"] == ["email"]
    log_in(second)
    assert first.post("/account/second-factor/mail").status_code == 200
    code = mailed_code(library)
    assert second.post("/account/second-factor/mail").status_code == 200
    assert show(second, code, "email").status_code == 400
    copy = library.client()
    copy.set_cookie("__Host-session", first.get_cookie("__Host-session").value, secure=True)
    assert show(first, code, "email").status_code == 200 and is_in(first)
    assert show(copy, code, "email").status_code == 401
    clock[0] += 601
    assert show(second, mailed_code(library), "email").status_code == 401


# -- who needs one ---------------------------------------------------------------------------------------------------


def test_a_role_asks_for_a_second_factor():
    library = Library(second_factor_roles=("admin",))
    library.reader("root", "admin")
    library.reader("ann")
    client = library.client()
    answer = log_in(client, "root")
    assert answer.json["sets_up"] is True and answer.json["next"] == "/account/second-factor/set-up" and not is_in(client)
    secret = client.get("/account/authenticator").json["secret"]
    assert client.post("/account/authenticator", json={"code": "000000"}).status_code == 400 and not is_in(client)
    assert client.post("/account/authenticator", json={"code": code_at(secret)}).json["next"] == "/account/recovery-codes"
    assert is_in(client)
    # The last one cannot be taken away.
    assert client.post("/account/authenticator/remove", json={}).status_code == 409
    assert log_in(library.client(), "ann").json["next"] == "/who"


def test_a_policy_asks_for_a_second_factor():
    library = Library(second_factor=lambda user: user.username == "ann")
    library.reader("ann")
    library.reader("bob")
    assert log_in(library.client(), "ann").json["sets_up"] is True
    assert log_in(library.client(), "bob").json["next"] == "/who"


def test_every_way_in_asks_for_the_second_factor(library, clock):
    """ASVS 6.3.4: a link by mail, a mailed code, a reset are one factor, as the password."""
    with_totp(library)
    clock[0] += 90
    client = library.client()
    client.post("/account/link", json={"identity": "ann@library.example"})
    token = library.mails[-1].link.split("token=")[1]
    assert client.post("/account/link/login", json={"token": token}).json["second_factor"] == ["totp"]
    client.post("/account/sign-in/code", json={"identity": "ann@library.example"})
    answer = client.post("/account/sign-in", json={"identity": "ann", "passcode": mailed_code(library)})
    assert answer.json["second_factor"] == ["totp"]
    client.post("/account/password/forgot", json={"identity": "ann@library.example"})
    token = library.mails[-1].link.split("token=")[1]
    answer = client.post("/account/password/reset", json={"token": token, "password": "nine grey herons at dusk"})
    assert answer.status_code == 200 and not is_in(client)
    assert log_in(client, password="nine grey herons at dusk").json["second_factor"] == ["totp"]
    assert not is_in(client)


def test_factors_change_only_for_who_showed_themselves_lately(library, clock):
    """ASVS 7.5.1."""
    secret = with_totp(library)
    clock[0] += 90
    client = library.client()
    log_in(client)
    show(client, code_at(secret))
    clock[0] += 601
    refused = client.post("/account/authenticator/remove", json={})
    assert refused.status_code == 401 and refused.json["reauth_required"] is True
    page = client.get("/account/recovery-codes", headers=HTML)
    assert page.status_code == 302 and page.location.startswith("/account/login/confirm?next=")
    assert client.post("/account/login/confirm", json={"way": "password", "password": "wrong"}).status_code == 400
    assert client.post("/account/authenticator/remove", json={}).status_code == 401
    answer = client.post("/account/login/confirm", json={"way": "totp", "code": code_at(secret), "next": "https://evil.example/"})
    assert answer.status_code == 200 and answer.json["next"] == "/who"
    assert client.post("/account/authenticator/remove", json={}).status_code == 200
    assert library.mails[-1].kind == "factor_changed"


def test_removing_a_factor_ends_other_sessions_where_asked(library, clock):
    """ASVS 7.4.3."""
    secret = with_totp(library)
    clients = []
    for _ in range(2):
        clock[0] += 90
        client = library.client()
        log_in(client)
        assert show(client, code_at(secret)).status_code == 200
        clients.append(client)
    assert clients[0].post("/account/authenticator/remove", json={"end_others": True}).status_code == 200
    assert is_in(clients[0]) and not is_in(clients[1])


# -- trusted browsers ------------------------------------------------------------------------------------------------


def trusting(library, clock):
    secret = with_totp(library)
    clock[0] += 90
    client = library.client()
    log_in(client)
    assert show(client, code_at(secret), trust=True).status_code == 200
    return client


def test_a_trusted_browser_needs_the_password_alone(library, clock):
    client = trusting(library, clock)
    client.get("/leave")
    assert log_in(client).json["next"] == "/who" and is_in(client)
    # For nobody else, and nowhere else.
    with_totp(library, "bob")
    client.get("/leave")
    assert "second_factor" in log_in(client, "bob").json
    assert "second_factor" in log_in(library.client()).json


@pytest.mark.parametrize("how", ["time", "button", "uniquifier", "factor"])
def test_trust_ends(library, clock, how):
    client = trusting(library, clock)
    if how == "time":
        clock[0] += 30 * 86_400 + 1
    elif how == "button":
        assert client.post("/account/security/forget-browsers", json={}).status_code == 200
    elif how == "factor":
        client.post("/account/authenticator/remove", json={})
        clock[0] += 90
        with_totp(library)
    else:
        with library.app.app_context():
            library.user("ann").fs_uniquifier = "renewed"
            library.db.session.commit()
    client.get("/leave")
    assert "second_factor" in log_in(client).json


def test_a_role_that_is_given_later_asks_at_the_next_login():
    library = Library(second_factor_roles=("keeper",))
    library.role("keeper")
    library.reader("ann")
    assert log_in(library.client()).json["next"] == "/who"
    with library.app.app_context():
        give_role(library.accounts, library.user("ann"), "keeper")
    assert log_in(library.client()).json["sets_up"] is True


def test_pages_are_there_and_nothing_inline(library, clock):
    """Each page for a browser: a heading, labels, a form with its CSRF field, no script without a nonce."""
    secret = with_totp(library)
    clock[0] += 90
    client = library.client()
    assert log_in(client).status_code == 200
    pages = [client.get("/account/second-factor", headers=HTML)]
    show(client, code_at(secret))
    pages += [client.get(f"/account/{path}", headers=HTML) for path in ("security", "authenticator", "recovery-codes", "passkeys", "tokens", "login/confirm")]
    for page in pages:
        assert page.status_code == 200 and "<h1>" in page.text, page.request.path
        assert "csrf_token" in page.text or "data-passkey" in page.text
        assert "onclick" not in page.text and "style=" not in page.text
        assert page.text.count("<script") == page.text.count('<script nonce="')
    assert "<svg" in library_page_of_new_user(library)


def library_page_of_new_user(library):
    client = library.client()
    log_in(client, "bob")
    return client.get("/account/authenticator", headers=HTML).text
