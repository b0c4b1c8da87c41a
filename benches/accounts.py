"""What accounts cost, beside Flask-Security: a signed-in request, hashing, what the time of an answer tells, and what logins do to the requests of others.

Run by `cargo xtask bench accounts`, which installs Flask-Security from PyPI and the wheel, and writes what this prints into `benches/RESULTS.md`.
Both have the same tables in SQLite, through Flask-SQLAlchemy, and the same user with the same roles.
"""

from __future__ import annotations

import datetime
import multiprocessing
import os
import random
import secrets
import statistics
import sys
import tempfile
import threading
import time
import warnings
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Callable, Iterator, NamedTuple

import turns
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from werkzeug.serving import make_server
from werkzeug.test import Client, EnvironBuilder

ROUNDS, REQUESTS = 30, 40
#: How often a password is hashed by each, in turns.
HASHES = 15
#: How often an account is named that is there, and one that is not.
TRIES = 200
#: Seconds of requests while nobody logs in and while eight do, in turns.
WINDOW, WINDOWS = 1.5, 9
LOGINS = 8
#: Of OWASP's Password Storage Cheat Sheet: the first is our default. With one lane each, so that each is one thread and its time can be counted.
COSTS = {"19 MiB, 2 passes": (19456, 2, 1), "46 MiB, 1 pass": (47104, 1, 1), "7 MiB, 5 passes": (7168, 5, 1)}
OWASP = (19456, 2, 1)
PASSWORD = "seven blue herons at dawn"
EMAIL = "ann@shop.example"
OTHERS = 200
BASE = "https://localhost"
BROWSER = {"Sec-Fetch-Site": "same-origin", "User-Agent": "Mozilla/5.0 (X11) Firefox/140.0"}


class Row(NamedTuple):
    """One promise, and whether it was kept."""

    what: str
    promised: str
    measured: str
    kept: bool


# -- applications ----------------------------------------------------------------------------------------------------


def bare(folder: Path) -> Flask:
    app = Flask("bench")
    app.config.update(SECRET_KEY=secrets.token_hex(32), WTF_CSRF_ENABLED=False)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{folder / secrets.token_hex(8)}.sqlite3"
    app.add_url_rule("/", "index", lambda: "<p>hello</p>")
    return app


def stopple(folder: Path, *, https: bool = True, **settings: Any) -> Flask:
    from flask_stopple import Stopple, login_user
    from flask_stopple.accounts import Accounts, RoleColumns, SQLAlchemyUsers, UserColumns
    from flask_stopple.accounts.access import roles_required

    app = bare(folder)
    # The default store: a file, which all workers of a machine share.
    app.instance_path = str(folder / secrets.token_hex(8))
    db = SQLAlchemy(app)
    between = db.Table(
        "roles_users",
        db.Column("user_id", db.ForeignKey("user.id"), primary_key=True),
        db.Column("role_id", db.ForeignKey("role.id"), primary_key=True),
    )

    class Role(db.Model, RoleColumns):  # type: ignore[name-defined, misc]
        pass

    class User(db.Model, UserColumns):  # type: ignore[name-defined, misc]
        roles = db.relationship(Role, secondary=between)

    users = SQLAlchemyUsers(db, User, Role)
    rates = dict.fromkeys(("login_rate", "account_rate"), "1000000/minute")
    told = {"mail": "outbox", "second_factor_roles": (), "notify_browser": False, **rates, **settings}
    Stopple(app, accounts=Accounts(users, **told), hosts=["localhost"], https=https, audit=False)
    with app.app_context():
        db.create_all()
        role = users.new_role(name="editor")
        db.session.add_all([role, users.new_role(name="admin")])
        hashed = app.extensions["stopple_accounts"].passwords.hash(PASSWORD)
        for number in range(OTHERS):
            db.session.add(users.new_user(email=f"{number}@shop.example", password=hashed, roles=[role]))
        confirmed = {"confirmed_at": datetime.datetime(2026, 1, 1)}
        db.session.add(users.new_user(email=EMAIL, password=hashed, roles=list(users.all_roles()), **confirmed))
        db.session.commit()
    app.add_url_rule("/guarded", "guarded", roles_required("admin")(lambda: "<p>hello</p>"))
    app.add_url_rule("/enter", "enter", lambda: str(login_user(users.find_user(email=EMAIL))))
    return app


def stopple_cached(folder: Path) -> Flask:
    """The identity is kept between requests; a change is seen at the next one all the same."""
    return stopple(folder, identity_seconds=300)


def flask_security(folder: Path) -> Flask:
    from flask_security import Security, SQLAlchemyUserDatastore, hash_password, login_user, roles_required
    from flask_security.models import fsqla_v3 as fsqla

    app = bare(folder)
    memory, passes, lanes = OWASP
    app.config.update(
        SECURITY_PASSWORD_SALT=secrets.token_hex(16),
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS={"argon2__memory_cost": memory, "argon2__time_cost": passes, "argon2__parallelism": lanes},
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
        SECURITY_SEND_REGISTER_EMAIL=False,
    )
    db = SQLAlchemy(app)
    fsqla.FsModels.set_db_info(db)

    class Role(db.Model, fsqla.FsRoleMixin):  # type: ignore[name-defined, misc]
        pass

    class User(db.Model, fsqla.FsUserMixin):  # type: ignore[name-defined, misc]
        pass

    users = SQLAlchemyUserDatastore(db, User, Role)
    Security(app, users)
    with app.app_context():
        db.create_all()
        roles = [users.create_role(name=name) for name in ("editor", "admin")]
        hashed = hash_password(PASSWORD)
        for number in range(OTHERS):
            users.create_user(email=f"{number}@shop.example", password=hashed, roles=roles[:1])
        users.create_user(email=EMAIL, password=hashed, roles=roles)
        db.session.commit()
    app.add_url_rule("/guarded", "guarded", roles_required("admin")(lambda: "<p>hello</p>"))
    app.add_url_rule("/enter", "enter", lambda: str(login_user(users.find_user(email=EMAIL))))
    return app


# -- a signed-in request ---------------------------------------------------------------------------------------------


def signed_in(app: Flask) -> turns.Turn:
    client = Client(app)
    entered = client.get("/enter", base_url=BASE, headers=BROWSER)
    assert entered.text == "True", entered.text
    cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in client._cookies.values())
    return turns.request(app, EnvironBuilder("/guarded", base_url=BASE, headers={**BROWSER, "Cookie": cookies}).get_environ())


def requests(folder: Path) -> list[Row]:
    makers: dict[str, Callable[[Path], Flask]] = {"Stopple": stopple, "Stopple, identity kept": stopple_cached, "Flask-Security": flask_security}
    asked = EnvironBuilder("/", base_url=BASE, headers=BROWSER).get_environ()
    all_turns = {name: turns.request(bare(folder), asked) for name in (turns.BARE, turns.AGAIN)}
    all_turns.update({name: signed_in(make(folder)) for name, make in makers.items()})
    figures = turns.take(all_turns, ROUNDS, REQUESTS)
    print("## A signed-in request behind `@roles_required`\n")
    print(f"Microseconds of the processor, medians of {ROUNDS} rounds. A bare application takes {figures.bare:.0f}; two of them differ by {figures.noise:+.1f}.\n")
    print("| | added | of what Flask-Security adds |\n|---|--:|--:|")
    theirs = figures.added["Flask-Security"]
    for name, added in figures.added.items():
        print(f"| {name} | {added:+.1f} | {added / theirs * 100:.1f} % |")
    print()
    rows = []
    for name, what, part in (("Stopple", "a signed-in request, roles from SQLite", 5), ("Stopple, identity kept", "the same with the identity kept", 20)):
        ours = figures.added[name]
        rows.append(Row(what, f"at most 1/{part} of Flask-Security", f"1/{theirs / ours:.1f} ({ours:.0f} of {theirs:.0f} us)", ours <= theirs / part))
    return rows


# -- hashing ---------------------------------------------------------------------------------------------------------


def hashing(_folder: Path) -> list[Row]:
    import argon2
    from flask_stopple import _stopple

    print(f"## Argon2id\n\nMilliseconds of the processor to verify a password, medians of {HASHES}, in turns.\n\n| | Stopple | argon2-cffi | ratio |\n|---|--:|--:|--:|")
    rows = []
    for name, (memory, passes, lanes) in COSTS.items():
        hasher = argon2.PasswordHasher(time_cost=passes, memory_cost=memory, parallelism=lanes)
        stored = hasher.hash(PASSWORD)
        times: dict[str, list[float]] = {"ours": [], "theirs": []}
        tries = {"ours": lambda: _stopple.verify_password(PASSWORD, stored), "theirs": lambda: hasher.verify(stored, PASSWORD)}
        for number in range(HASHES):
            for who in sorted(tries, reverse=bool(number % 2)):
                # Of all threads: ours hashes in one that steps behind those that answer.
                begun = time.process_time()
                assert tries[who]()
                times[who].append((time.process_time() - begun) * 1e3)
        ours, theirs = statistics.median(times["ours"]), statistics.median(times["theirs"])
        print(f"| {name} | {ours:.2f} | {theirs:.2f} | {ours / theirs:.2f} |")
        rows.append(Row(f"argon2id, {name}", "not slower than argon2-cffi", f"{ours / theirs:.2f} of its time", ours <= theirs * 1.02))
    print()
    return rows


# -- whether the time tells who has an account -----------------------------------------------------------------------

#: Ways to name an account, and what is sent beside the name.
NAMED = {
    "log in": ("/account/login", "identity", {"password": "a wrong password"}),
    "forgotten password": ("/account/password/forgot", "identity", {}),
    "login link": ("/account/link", "identity", {}),
    "register": ("/account/register", "email", {}),
}


def telling(folder: Path) -> list[Row]:
    """Medians of what an answer takes for somebody and for nobody, in turns of chance order."""
    app = stopple(folder, notify_guessing=0, **dict.fromkeys(("mail_rate", "ask_rate"), "1000000/minute"))
    mail, client, chance = app.extensions["stopple_accounts"].mail, Client(app), random.Random(1)
    print(f"## Does the time tell who has an account?\n\nMicroseconds of the processor until the answer, medians of {TRIES} tries each.\n")
    print("| | somebody | nobody | difference |\n|---|--:|--:|--:|")
    worst = 0.0
    for name, (path, field, more) in NAMED.items():
        # A password is hashed by another thread, and the answer waits for it. Mails are written by another as well, which no answer waits for.
        clock = time.process_time_ns if "password" in more else time.thread_time_ns
        times: dict[str, list[float]] = {EMAIL: [], "eve@shop.example": []}
        order = [*times] * (TRIES + 5)
        chance.shuffle(order)
        for who in order:
            begun = clock()
            answer = client.post(path, json={field: who, **more}, base_url=BASE, headers={**BROWSER, "Accept": "application/json"})
            times[who].append((clock() - begun) / 1e3)
            assert answer.status_code in (202, 400), answer.text
            mail.wait()
        somebody, nobody = (statistics.median(each[5:]) for each in times.values())
        worst = max(worst, abs(somebody - nobody) / nobody)
        print(f"| {name} | {somebody:.0f} | {nobody:.0f} | {somebody - nobody:+.0f} |")
    print()
    return [Row("what the time tells of who has an account", "at most 5 %", f"{worst * 100:.1f} %", worst <= 0.05)]


# -- logins beside other requests ------------------------------------------------------------------------------------


class Served:
    """An application behind a server with threads, in a process of its own."""

    def __init__(self, app: Flask) -> None:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        self.port = server.server_port
        self.process = os.fork()
        if self.process == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            server.serve_forever()
            os._exit(0)
        server.socket.close()

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, path, body, {"Host": "localhost", "Accept": "application/json", **BROWSER, **headers})
        answer = connection.getresponse()
        answer.read()
        cookies = "; ".join(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")
        connection.close()
        return answer.status, cookies

    def stop(self) -> None:
        os.kill(self.process, 15)
        os.waitpid(self.process, 0)


class LoggingIn:
    """Eight who log in again and again, while they are told to: a process of its own, for threads of the one that measures would stand in its way."""

    def __init__(self, served: Served, path: str, field: str) -> None:
        told, done = multiprocessing.Pipe()
        self._told, body = told, f'{{"{field}": "{EMAIL}", "password": "{PASSWORD}"}}'
        self._process = multiprocessing.get_context("fork").Process(target=_log_in_when_told, args=(served, path, body, done), daemon=True)
        self._process.start()

    def begin(self) -> None:
        self._told.send("go on")

    def stop(self) -> int:
        """How many were logged in until now; comes back when those that still wait are answered."""
        self._told.send("stop")
        count, waited = self._told.recv(), self._told.recv()
        assert waited == "all answered", waited
        return int(count)

    def end(self) -> None:
        self._process.kill()
        self._process.join()


def _log_in_when_told(served: Served, path: str, body: str, told: Any) -> None:
    # Whoever logs in has a machine of their own, and would take nothing of the server's.
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    while told.recv() == "go on":
        ended, counts = threading.Event(), [0] * LOGINS

        def work(number: int) -> None:
            while not ended.is_set():
                status, _ = served.ask("POST", path, body)
                assert status == 200, status
                counts[number] += 1

        threads = [threading.Thread(target=work, args=(number,)) for number in range(LOGINS)]
        for thread in threads:
            thread.start()
        assert told.recv() == "stop"
        ended.set()
        told.send(sum(counts))
        for thread in threads:
            thread.join()
        told.send("all answered")


def beside(served: Served, path: str, field: str) -> Iterator[tuple[float, float, float]]:
    """In each window: the 95th percentiles of a signed-in request, quiet and beside eight logins, and how many logins there were in a second."""
    _, cookies = served.ask("GET", "/enter")
    logging_in = LoggingIn(served, path, field)
    try:
        for _ in range(WINDOWS):
            quiet = _window(served, cookies)
            begun = time.perf_counter()
            logging_in.begin()
            busy = _window(served, cookies)
            lasted = time.perf_counter() - begun
            # Those that wait are answered before it is quiet again.
            yield quiet, busy, logging_in.stop() / lasted
    finally:
        logging_in.end()


def _window(served: Served, cookies: str) -> float:
    times, ends = [], time.perf_counter() + WINDOW
    while time.perf_counter() < ends:
        begun = time.perf_counter()
        status, _ = served.ask("GET", "/guarded", Cookie=cookies)
        times.append((time.perf_counter() - begun) * 1e3)
        assert status == 200, status
        time.sleep(0.005)
    times.sort()
    return times[min(int(len(times) * 0.95), len(times) - 1)]


def crowd(folder: Path) -> list[Row]:
    sides = {
        "Stopple": (Served(stopple(folder, https=False)), "/account/login", "identity"),
        "Flask-Security": (Served(flask_security(folder)), "/login", "email"),
    }
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in sides}
    try:
        both = {name: beside(*side) for name, side in sides.items()}
        for _ in range(WINDOWS):
            for name, windows in both.items():
                found[name].append(next(windows))
        for windows in both.values():
            windows.close()
    finally:
        for served, _, _ in sides.values():
            served.stop()
    print(f"## {LOGINS} logins at once on {os.cpu_count()} cores\n")
    print(f"The 95th percentile of a signed-in request, in milliseconds, medians of {WINDOWS} windows of {WINDOW:.0f} s. Client and server share the machine.\n")
    print("| | nobody logs in | eight do | ratio | logins a second |\n|---|--:|--:|--:|--:|")
    ratios = {}
    for name, windows in found.items():
        quiet, busy, logins = (statistics.median(column) for column in zip(*windows))
        ratios[name] = busy / quiet
        print(f"| {name} | {quiet:.2f} | {busy:.2f} | {busy / quiet:.1f} | {logins:.0f} |")
    print()
    ours = ratios["Stopple"]
    return [Row("8 logins at once: others' 95th percentile", "at most twice", f"{ours:.1f} times (Flask-Security: {ratios['Flask-Security']:.1f})", ours <= 2.0)]


def main() -> int:
    warnings.simplefilter("ignore")
    print(f"# What accounts cost\n\nBeside Flask-Security 5.9.2, with the same tables in SQLite through Flask-SQLAlchemy; on {os.cpu_count()} processors, which {os.getloadavg()[0]:.0f} others wanted too.\n")
    parts = {"requests": requests, "hashing": hashing, "telling": telling, "crowd": crowd}
    with tempfile.TemporaryDirectory() as place:
        # Some of them alone, for whoever works on one.
        rows = [row for name, part in parts.items() if name in (sys.argv[1:] or parts) for row in part(Path(place))]
    print("## Promised and measured\n\n| figure | promised | measured | |\n|---|--:|--:|---|")
    for row in rows:
        print(f"| {row.what} | {row.promised} | {row.measured} | {'kept' if row.kept else '**not kept**'} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
