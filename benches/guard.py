"""What the guard costs, beside the extensions that it replaces: microseconds added to one request of a bare Flask application.

Every case is one request, made in process through the WSGI callable, in one thread; the applications of a case take turns (`turns.py`). Run by
`cargo xtask bench guard`, which installs the peers from PyPI and the wheel, and writes what this prints into `benches/RESULTS.md`.
"""

from __future__ import annotations

import secrets
import sys
import warnings
from typing import Any, Callable

import turns
from flask import Flask, render_template, session
from flask.sessions import SecureCookieSession, SessionInterface
from jinja2 import DictLoader
from werkzeug.test import Client, EnvironBuilder

ROUNDS, REQUESTS = 60, 100
BASE = "https://localhost"
#: What a browser of today sends along with a form of our own page.
BROWSER = {"Sec-Fetch-Site": "same-origin", "Origin": BASE, "Referer": BASE + "/form", "User-Agent": "Mozilla/5.0 (X11) Firefox/140.0"}
KEY = secrets.token_hex(32)
DIRECTIVES = ["default-src", "script-src", "style-src", "img-src", "font-src", "connect-src", "base-uri", "form-action"]


#: A page of a shop with a hundred outputs: text, attributes, links, a script, handlers, styles.
ROW = """<tr id="row-{{ row.id }}" style="color: {{ row.color }}"><td>{{ row.id }}</td><td><a href="{{ row.link }}" title="{{ row.name }}">{{ row.name }}</a></td>
<td>{{ row.price }}</td><td>{{ row.stock }}</td><td><button onclick="buy('{{ row.name }}')">Buy</button></td></tr>"""
PAGE = "<!doctype html><title>{{ title }}</title><script>const names = {{ names|tojson }}, user = '{{ user }}';</script><table>{% for row in rows %}" + ROW + "{% endfor %}</table>"
ROWS = [
    {"id": number, "color": "red", "link": f"https://shop.example/{number}?a=b&c=d", "name": f"Thing {number}", "price": 9.99, "stock": "many"}
    for number in range(11)
]


class User:
    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, id_: str) -> None:
        self.id = id_

    def get_id(self) -> str:
        return self.id


USERS = {"1": User("1")}
Setup = Callable[[Flask], Any]


def app_with(*setups: Setup) -> Flask:
    app = Flask("bench")
    app.secret_key = KEY
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.jinja_loader = DictLoader({"shop.html": PAGE})  # type: ignore[assignment]
    tools: dict[str, Any] = {}
    for setup in setups:
        tools.update(setup(app) or {})
    token = tools.get("token", lambda: "")
    required = tools.get("required", lambda view: view)
    app.add_url_rule("/", "index", lambda: "<p>hello</p>")
    app.add_url_rule("/form", "form", lambda: f"<form>{token()}</form>")
    app.add_url_rule("/post", "post", lambda: "done", methods=["POST"])
    app.add_url_rule("/me", "me", required(lambda: "me"))
    app.add_url_rule("/limited", "limited", tools.get("limited", lambda view: view)(lambda: "x"))
    app.add_url_rule("/shop", "shop", lambda: render_template("shop.html", title="The shop", names=["a", "b"], user="alice", rows=ROWS))
    app.add_url_rule("/login", "login", lambda: tools["login"](USERS["1"]) and "in")
    return app


# -- the peers -------------------------------------------------------------------------------------------------------


def talisman(app: Flask) -> None:
    from flask_talisman import Talisman

    Talisman(app)


def talisman_nonce(app: Flask) -> None:
    from flask_talisman import Talisman

    policy = {directive: "'self'" for directive in DIRECTIVES}
    Talisman(app, content_security_policy=policy, content_security_policy_nonce_in=["script-src"])


def seasurf(app: Flask) -> dict[str, Any]:
    from flask_seasurf import SeaSurf

    surf = SeaSurf(app)
    return {"token": surf._get_token}


def csrf_protect(app: Flask) -> dict[str, Any]:
    from flask_wtf.csrf import CSRFProtect, generate_csrf

    CSRFProtect(app)
    return {"token": generate_csrf}


def flask_login(app: Flask) -> dict[str, Any]:
    from flask_login import LoginManager, login_required, login_user

    manager = LoginManager(app)
    manager.user_loader(USERS.get)
    return {"required": login_required, "login": login_user}


def flask_limiter(app: Flask) -> dict[str, Any]:
    from flask_limiter import Limiter
    from flask_limiter.util import get_remote_address

    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=True)
    return {"limited": limiter.limit("1000000/minute")}


# -- Stopple, and the floors -----------------------------------------------------------------------------------------


def stopple(**keywords: Any) -> Setup:
    def setup(app: Flask) -> dict[str, Any]:
        from flask_stopple import Stopple, csrf_token, limit, login_required, login_user

        guard = Stopple(app, hosts=["localhost"], store="memory", audit=False, **keywords)
        guard.user_loader(USERS.get)
        return {"token": csrf_token, "required": login_required, "login": login_user, "limited": limit("1000000/minute")}

    return setup


def flask_session(app: Flask) -> dict[str, Any]:
    """The floor: a view that reads Flask's own session, and nothing else."""

    def required(view: Callable[[], str]) -> Callable[[], str]:
        return lambda: view() if session.get("_user_id") else "no"

    def login(user: User) -> bool:
        session["_user_id"], session["_fresh"], session["_id"] = user.id, True, "x" * 128
        return True

    return {"required": required, "login": login}


def token_in_session(app: Flask) -> dict[str, Any]:
    """The floor: a page that shows what lies in Flask's own session, and nothing else."""

    def token() -> str:
        if "token" not in session:
            session["token"] = "x" * 43
        return session["token"]

    return {"token": token}


def unguarded_templates(app: Flask) -> Any:
    """The floor: every guard but that of templates."""
    return stopple(templates=False)(app)


class NoSessions(SessionInterface):
    """Sessions that are not there at all."""

    def open_session(self, app: Flask, request: Any) -> SecureCookieSession:
        return SecureCookieSession()

    def save_session(self, app: Flask, session: Any, response: Any) -> None:
        pass


def without_sessions(app: Flask) -> None:
    app.session_interface = NoSessions()


#: Every guard, with its default: what one line switches on. It is held against each peer alone.
ALL = stopple()
PEERS = [talisman, seasurf, flask_login, flask_limiter]

#: Name, path, method, whether a login comes first, Stopple's applications, the peers'.
CASES: list[tuple[str, str, str, bool, dict[str, list[Setup]]]] = [
    ("headers, defaults", "/", "GET", False, {"Stopple": [ALL], "Talisman": [talisman]}),
    ("headers, 8 directives and a nonce", "/", "GET", False, {"Stopple": [ALL], "Talisman": [talisman_nonce]}),
    ("CSRF, GET", "/", "GET", False, {"Stopple": [ALL], "SeaSurf": [seasurf], "CSRFProtect": [csrf_protect]}),
    (
        "CSRF, page with token",
        "/form",
        "GET",
        False,
        {"Stopple": [ALL], "the floor": [token_in_session], "SeaSurf": [seasurf], "CSRFProtect": [csrf_protect]},
    ),
    ("CSRF, POST with token", "/post", "POST", False, {"Stopple": [ALL], "SeaSurf": [seasurf], "CSRFProtect": [csrf_protect]}),
    ("login, anonymous", "/", "GET", False, {"Stopple": [ALL], "Flask-Login": [flask_login]}),
    (
        "login, authenticated",
        "/me",
        "GET",
        True,
        {"Stopple": [ALL], "the floor": [flask_session], "Flask-Login": [flask_login]},
    ),
    ("rate limit, memory", "/limited", "GET", False, {"Stopple": [ALL], "Flask-Limiter": [flask_limiter]}),
    ("page with 100 outputs", "/shop", "GET", False, {"Stopple": [ALL], "plain templates": [unguarded_templates]}),
    ("all together, GET", "/", "GET", False, {"Stopple": [ALL], "peers": PEERS}),
    ("all together, authenticated", "/me", "GET", True, {"Stopple": [ALL], "the floor": [flask_session], "peers": PEERS}),
    ("all together, POST", "/post", "POST", False, {"Stopple": [ALL], "peers": PEERS}),
]


def environment(app: Flask, path: str, method: str, logged_in: bool) -> dict[str, Any]:
    """A request of a browser that has been here before: with its cookies, and a form's token where it posts."""
    client, data = Client(app), {}
    if logged_in:
        assert client.get("/login", base_url=BASE, headers=BROWSER).text == "in"
    if path in ("/form", "/post"):
        page = client.get("/form", base_url=BASE, headers=BROWSER).text
        token = page.removeprefix("<form>").removesuffix("</form>")
        # Both peers' names, and ours.
        data = {"_csrf_token": token, "csrf_token": token}
    cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in client._cookies.values())
    headers = {**BROWSER, **({"Cookie": cookies} if cookies else {})}
    builder = EnvironBuilder(path, base_url=BASE, method=method, headers=headers, data=data if method == "POST" else None)
    return builder.get_environ()


def flasks_own_sessions() -> float:
    """What a bare application costs less without them."""
    apps = {turns.BARE: app_with(), turns.AGAIN: app_with(), "without": app_with(without_sessions)}
    environ = environment(apps[turns.BARE], "/", "GET", False)
    return turns.take({who: turns.request(app, environ) for who, app in apps.items()}, ROUNDS, REQUESTS).added["without"]


def main() -> int:
    warnings.simplefilter("ignore")
    print("# What the guard adds to a request\n\nMicroseconds of the processor, medians over rounds in which the applications take turns; `noise` is what a second bare application seems to add.\n")
    print("| case | bare | noise | who | added | Stopple's share |")
    print("|---|--:|--:|---|--:|--:|")
    kept = told = 0
    for name, path, method, logged_in, applications in CASES:
        apps = {turns.BARE: app_with(), turns.AGAIN: app_with(), **{who: app_with(*setups) for who, setups in applications.items()}}
        environs = {who: environment(app, path, method, logged_in and who in applications) for who, app in apps.items()}
        bare, added, noise = turns.take({who: turns.request(app, environs[who]) for who, app in apps.items()}, ROUNDS, REQUESTS)
        for number, who in enumerate(applications):
            share = "" if who == "Stopple" else f"{added['Stopple'] / added[who] * 100:.0f} %"
            lead = f"| {name} | {bare:.1f} | {noise:+.1f} |" if number == 0 else "| | | |"
            print(f"{lead} {who} | {added[who]:+.1f} | {share} |", flush=True)
        floor = added.get("the floor", 0.0)
        peers = [added[who] for who in applications if who not in ("Stopple", "the floor", "plain templates")]
        if not peers:
            # Nothing of the field does the same: the figure says what it costs.
            told += 1
            continue
        kept += added["Stopple"] <= max(min(peers) / 10, 1.5 * floor)
    print(f"\nA bare application has Flask's own sessions, which cost {-flasks_own_sessions():.1f} us a request even where nobody uses them. Stopple's take their place, so what it adds may be negative.")
    print(f"\n{kept} of {len(CASES) - told} cases cost at most a tenth of every peer, or at most 1.5 times what Flask's own session costs.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
