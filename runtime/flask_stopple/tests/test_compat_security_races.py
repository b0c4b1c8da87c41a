"""Flask-Security by its names: of two requests that bring the same thing at the same moment one gets it. On PostgreSQL, and on SQLite in a file."""

from __future__ import annotations

import re
import warnings
from typing import Any, Callable, Iterator

import pytest

pytest.importorskip("flask_wtf", reason="the extra `forms` is not installed")
from flask_stopple import _stopple
from flask_stopple.compat import flask_security as compat
from race import race
from security_shop import PASSWORD, Shop

#: What is counted is not guessing.
OPEN = {f"STOPPLE_ACCOUNTS_{name}_RATE": "1000/minute" for name in ("LOGIN", "ACCOUNT", "MAIL", "FACTOR")}


@pytest.fixture
def make(database: str) -> Iterator[Callable[..., Shop]]:
    """Makes a shop on each kind of database."""
    made: list[Shop] = []

    def make(**config: Any) -> Shop:
        made.append(Shop(SQLALCHEMY_DATABASE_URI=database, **OPEN, **config))
        return made[-1]

    yield make
    for shop in made:
        with shop.app.app_context(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            shop.db.session.remove()
            shop.db.engine.dispose()


def new_password(word: str) -> dict[str, str]:
    return {"password": word, "password_confirm": word}


def opens(shop: Shop, password: str) -> bool:
    return shop.log_in(shop.client(), password=password).status_code == 302


@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize("same", [True, False])
def test_a_race_of_resets_has_one_winner(make, same, old):
    shop = make(old=old, SECURITY_RECOVERABLE=True)
    links = shop.links(lambda client: [client.post("/reset", data={"email": "ada@shop.example"}) for _ in range(1 if same else 3)])
    links *= 4 // len(links)
    passwords = [f"another horse, correct {number}" for number in range(len(links))]
    went = race([lambda pair=pair: shop.client().post(pair[0], data=new_password(pair[1])).location for pair in zip(links, passwords)])
    assert sorted(went) == ["/login"] + ["/reset"] * (len(links) - 1)
    assert [opens(shop, password) for password in passwords] == [place == "/login" for place in went]


def test_a_race_of_a_change_and_a_reset_has_one_winner(make):
    shop = make(old=False, SECURITY_RECOVERABLE=True, SECURITY_CHANGEABLE=True)
    (link,) = shop.links(lambda client: client.post("/reset", data={"email": "ada@shop.example"}))
    clients = [shop.client() for _ in range(3)]
    for client in clients:
        shop.log_in(client)
    changes = [f"a changed horse, correct {number}" for number in range(len(clients))]

    def change(client: Any, word: str) -> bool:
        return client.post("/change", data={"password": PASSWORD, "new_password": word, "new_password_confirm": word}).location == "/"

    tasks = [lambda pair=pair: change(*pair) for pair in zip(clients, changes)]
    won = race([*tasks, lambda: shop.client().post(link, data=new_password("a horse set anew")).location == "/login"])
    assert sum(won) == 1
    assert [opens(shop, word) for word in (*changes, "a horse set anew")] == won


def test_the_renewal_of_an_old_hash_does_not_undo_a_reset(make, monkeypatch):
    shop = make(old=False, SECURITY_RECOVERABLE=True)
    with shop.app.app_context():
        shop.users.find_user(email="ada@shop.example").password = _stopple.hash_password(compat.get_hmac(PASSWORD).decode(), 8, 1, 1)
        shop.users.commit()
    (link,) = shop.links(lambda client: client.post("/reset", data={"email": "ada@shop.example"}))
    passwords = shop.security.machinery.passwords
    verify = passwords.verify

    def slowly(stored: Any, password: str) -> Any:
        verdict = verify(stored, password)
        monkeypatch.setattr(passwords, "verify", verify)
        assert verdict.renewed
        # Outside of the request that compares, as another one does.
        [place] = race([lambda: shop.client().post(link, data=new_password("a horse set anew")).location])
        assert place == "/login"
        return verdict

    monkeypatch.setattr(passwords, "verify", slowly)
    client = shop.client()
    assert shop.log_in(client).status_code == 200 and client.get("/profile").status_code == 302
    assert opens(shop, "a horse set anew") and not opens(shop, PASSWORD)


FACTORS = {
    "SECURITY_TWO_FACTOR": True,
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
    "SECURITY_TOTP_SECRETS": {"1": "a key of before for the secrets in the table"},
    "SECURITY_TOTP_ISSUER": "shop",
}


def test_a_race_of_two_recovery_codes(make):
    """The same one at once gets in once; two different ones at once are both used up."""
    shop = make(old=False, **FACTORS)
    with shop.app.app_context():
        ada = shop.users.find_user(email="ada@shop.example")
        shop.users.tf_set(ada, "authenticator", shop.security.totp_factory.generate_totp_secret())
        codes = shop.security.mf_recovery_codes_util.create_recovery_codes(ada)
        shop.users.commit()
    for chosen, expected in (([codes[0]] * 4, [200, 200, 200, 302]), ([codes[1], codes[2]], [302, 302])):
        clients = [shop.client() for _ in chosen]
        for client in clients:
            shop.log_in(client)
        answers = race([lambda pair=pair: pair[0].post("/mf-recovery", data={"code": pair[1]}).status_code for pair in zip(clients, chosen)])
        assert sorted(answers) == expected
    with shop.app.app_context():
        assert len(shop.users.find_user(email="ada@shop.example").mf_recovery_codes) == len(codes) - 3


def test_a_race_of_one_refresh_token_ends_its_family(make):
    shop = make(old=False, SECURITY_REFRESH_TOKEN=True, SECURITY_REFRESH_TOKEN_COOKIE_NAME=None)
    answer = shop.client().post("/login?include_auth_token", json={"email": "ada@shop.example", "password": PASSWORD})
    token = answer.json["response"]["user"]["refresh_token"]
    answers = race([lambda: shop.client().post("/refresh-token", json={"refresh_token": token})] * 4)
    won = [answer.json["response"]["user"]["refresh_token"] for answer in answers if answer.status_code == 200]
    assert len(won) == 1
    assert shop.client().post("/refresh-token", json={"refresh_token": won[0]}).status_code == 400, "one of the four has a copy"
