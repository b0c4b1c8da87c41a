"""How many requests a second a guarded application answers, beside the same application without the guard.

Both are served by one worker of Granian and of gunicorn, behind what would be a proxy that ends TLS. The load comes from this
process over connections that stay open, to one of the two at a time, in short turns, so that a slow moment of the machine meets both;
the rates are medians over the turns. What other programs take of the machine shows in them all the same, so the share is one of the
processor's time that the servers themselves used: a worker that is busy all the time answers as many requests as fit into it. Run by `cargo xtask bench guard`, which writes what this prints into `benches/RESULTS.md`.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import os
import re
import secrets
import selectors
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator, NamedTuple

from flask import Flask, render_template, session

HERE = Path(__file__).resolve().parent
#: Turns of each application, and seconds that one takes.
TURNS, SECONDS = 21, 0.5
CONNECTIONS = 8
#: What is promised.
SHARE = 0.9
#: What a proxy and a browser of today send.
HEADERS = (
    "Host: localhost\r\nX-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\nUser-Agent: Mozilla/5.0 (X11) Firefox/140.0\r\n"
    "Accept: text/html\r\nAccept-Language: en\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate\r\n"
)
SERVERS = {
    "Granian": ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1", "--no-ws", "--log-level", "error"],
    "gunicorn": ["gunicorn", "--worker-class", "gthread", "--workers", "1", "--threads", "4", "--keep-alive", "60", "--log-level", "error"],
}
#: Name of the case and its path.
CASES = {"a line of text": "/", "a page of 112 outputs": "/shop", "a page for who is signed in": "/me"}


def application(guarded: bool) -> Flask:
    """The application, with every guard or with none."""
    from guard import PAGE, ROWS, USERS
    from jinja2 import DictLoader

    app = Flask("bench")
    app.secret_key = os.environ["BENCH_SECRET_KEY"]
    app.jinja_loader = DictLoader({"shop.html": PAGE})
    app.add_url_rule("/", "index", lambda: "<p>hello</p>")
    app.add_url_rule("/shop", "shop", lambda: render_template("shop.html", title="The shop", names=["a", "b"], user="alice", rows=ROWS))
    if not guarded:
        app.add_url_rule("/me", "me", lambda: f"user {session.get('user')}")
        app.add_url_rule("/login", "login", sign_in_bare)
        return app

    from flask_stopple import Stopple, current_user, login_required, login_user

    guard = Stopple(app, hosts=["localhost"], proxies=1, store="memory", audit=False, rate="1000000/second")
    guard.user_loader(USERS.get)
    app.add_url_rule("/me", "me", login_required(lambda: f"user {current_user.get_id()}"))
    app.add_url_rule("/login", "login", lambda: "in" if login_user(USERS["1"]) else "out")
    return app


def sign_in_bare() -> str:
    """A login as an application makes one by hand."""
    session["user"] = "1"
    return "in"


if os.environ.get("BENCH_FORM"):
    # In a server.
    sys.path.insert(0, str(HERE))
    app = application(os.environ["BENCH_FORM"] == "guarded")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Served(NamedTuple):
    """A server that answers."""

    port: int
    process: int

    def processor(self) -> float:
        """Seconds of the processor that it and its workers have used. NaN where the system is none that tells."""
        try:
            return sum(used(process) for process in family(self.process))
        except OSError:
            return float("nan")


def family(process: int) -> Iterator[int]:
    """A process and all that it started."""
    yield process
    for thread in Path(f"/proc/{process}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from family(int(child))


def used(process: int) -> float:
    """Seconds of the processor, in the program and in the system for it."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def served(server: str, form: str) -> Iterator[Served]:
    """One form of the application, served by one server."""
    port = free_port()
    program, *arguments = SERVERS[server]
    where = ["--port", str(port)] if server == "Granian" else ["--bind", f"127.0.0.1:{port}"]
    command = [str(Path(sys.executable).parent / program), *arguments, *where, "throughput:app"]
    environment = {**os.environ, "BENCH_FORM": form, "BENCH_SECRET_KEY": secrets.token_hex(32), "PYTHONPATH": str(HERE) + os.pathsep + os.environ.get("PYTHONPATH", "")}
    process = subprocess.Popen(command, cwd=HERE, env=environment)
    try:
        for _ in range(300):
            if process.poll() is not None:
                raise SystemExit(f"{server} ended with {process.returncode}")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait()


class Load:
    """Connections that stay open and ask for the same again as soon as they are answered."""

    def __init__(self, port: int, path: str, cookie: str) -> None:
        self.request = f"GET {path} HTTP/1.1\r\n{HEADERS}{cookie}\r\n".encode()
        self.selector = selectors.DefaultSelector()
        self.connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
        self.answers = [bytearray() for _ in self.connections]
        for number, connection in enumerate(self.connections):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.selector.register(connection, selectors.EVENT_READ, number)

    def turn(self) -> tuple[int, float]:
        """How many requests were answered, in how many seconds."""
        answered = 0
        waiting = len(self.connections)
        begun = time.perf_counter()
        for connection in self.connections:
            connection.sendall(self.request)
        while waiting:
            for key, _ in self.selector.select():
                connection = self.connections[key.data]
                answer = self.answers[key.data]
                received = connection.recv(1 << 16)
                if not received:
                    raise SystemExit("the server closed a connection")
                answer.extend(received)
                if not is_whole(answer):
                    continue
                answer.clear()
                answered += 1
                if time.perf_counter() - begun < SECONDS:
                    connection.sendall(self.request)
                else:
                    waiting -= 1
        return answered, time.perf_counter() - begun

    def close(self) -> None:
        self.selector.close()
        for connection in self.connections:
            connection.close()


LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


def is_whole(answer: bytearray) -> bool:
    """Whether all of an answer is there. One that is none of ours ends the run: it would be counted for nothing."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    if not answer.startswith(b"HTTP/1.1 200"):
        raise SystemExit(f"answered {bytes(answer[:end])!r}")
    length = LENGTH.search(answer, 0, end)
    if length is None:
        raise SystemExit("an answer without Content-Length")
    return len(answer) >= end + 4 + int(length[1])


def sign_in(port: int) -> str:
    """The cookies of who is signed in, as a line of a request."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"GET /login HTTP/1.1\r\n{HEADERS}Connection: close\r\n\r\n".encode())
        answer = b""
        while part := connection.recv(1 << 16):
            answer += part
    cookies = re.findall(rb"(?i)\r\nset-cookie: *([^;\r]+)", answer)
    if not cookies:
        raise SystemExit(f"no cookie came with {answer!r}")
    return f"Cookie: {b'; '.join(cookies).decode()}\r\n"


def main() -> int:
    argparse.ArgumentParser(description=__doc__).parse_args()
    print("# How many requests a guarded application answers\n")
    print(
        f"One worker, every guard on, behind a proxy that ends TLS, {CONNECTIONS} connections that stay open. Rates are requests a second, medians of {TURNS} turns of\n"
        f"{SECONDS} s in which the two forms alternate; other programs on the machine disturb them. The share is that of requests for the same time of the\n"
        f"processor, which is what a busy worker answers; at least {SHARE:.0%} are promised.\n"
    )
    print("| server | answer | bare | guarded | share | |\n|---|---|--:|--:|--:|---|")
    for server in SERVERS:
        with served(server, "bare") as bare, served(server, "guarded") as guarded:
            for case, path in CASES.items():
                forms = {"bare": bare, "guarded": guarded}
                loads = {form: Load(at.port, path, sign_in(at.port) if path == "/me" else "") for form, at in forms.items()}
                rates: dict[str, list[float]] = {form: [] for form in forms}
                costs: dict[str, float] = {}
                for load in loads.values():
                    load.turn()
                before = {form: at.processor() for form, at in forms.items()}
                requests = dict.fromkeys(forms, 0)
                for _ in range(TURNS):
                    for form, load in loads.items():
                        answered, seconds = load.turn()
                        rates[form].append(answered / seconds)
                        requests[form] += answered
                for form, load in loads.items():
                    costs[form] = (forms[form].processor() - before[form]) / requests[form]
                    load.close()
                median = {form: statistics.median(found) for form, found in rates.items()}
                share = costs["bare"] / costs["guarded"]
                if math.isnan(share):
                    share = median["guarded"] / median["bare"]
                kept = "kept" if share >= SHARE else "**not kept**"
                print(f"| {server} | {case} | {median['bare']:.0f} | {median['guarded']:.0f} | {share:.0%} | {kept} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
