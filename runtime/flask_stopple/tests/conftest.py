"""An application under guard, and small helpers. The tests run against the installed wheel."""

from __future__ import annotations

import gc
import secrets
import shutil
import socket
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
from flask import Flask
from flask_stopple import Stopple
from sqlalchemy import Engine, event

from postgres import database, postgresql, server  # noqa: F401


@event.listens_for(Engine, "connect")
def no_waiting_for_the_disk(connection: Any, _record: Any) -> None:
    """Databases in files are made for one test, and none is asked what outlives a power cut."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("pragma synchronous = off")


def pytest_collection_finish() -> None:
    """What was imported by now stays: the many applications that tests make and drop are all that the collector has to look at."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def make() -> Callable[..., Flask]:
    """Makes a guarded application: ``make(hosts=["shop.example"], config={"DEBUG": True})``."""

    def make(*, config: dict[str, Any] | None = None, **keywords: Any) -> Flask:
        app = Flask("guarded")
        app.config["SECRET_KEY"] = secrets.token_hex(32)
        app.config.update(config or {})
        Stopple(app, **{"store": "memory", **keywords})

        @app.route("/", methods=["GET", "POST"])
        def index() -> str:
            return "hello"

        return app

    return make


@pytest.fixture
def app(make: Callable[..., Flask]) -> Flask:
    """A guarded application with every default."""
    return make()


class RedisServer:
    """A Redis of the tests alone, behind a socket. It can be stopped and started in the middle of a test."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.process = folder, None
        self.start()

    @property
    def address(self) -> str:
        return f"unix://{self.folder}/redis.sock"

    def start(self) -> None:
        path = self.folder / "redis.sock"
        path.unlink(missing_ok=True)
        # What was written stays written when it is stopped.
        arguments = ["--port", "0", "--unixsocket", str(path), "--dir", str(self.folder), "--appendonly", "yes"]
        self.process = subprocess.Popen(["redis-server", *arguments, "--appendfsync", "always"], stdout=subprocess.DEVNULL)
        for _ in range(400):
            if self._answers():
                return
            time.sleep(0.02)
        raise RuntimeError("redis-server does not start")

    def _answers(self) -> bool:
        """Whether it is there for requests: with its socket it is not yet, for it reads first what was written before."""
        with socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(5)
            try:
                asking.connect(str(self.folder / "redis.sock"))
                asking.sendall(b"PING\r\n")
                return asking.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


@pytest.fixture
def redis(tmp_path_factory) -> Iterator[RedisServer]:
    """A Redis; the test is left out where there is no ``redis-server``, which ``cargo xtask test`` says and CI does not allow."""
    if shutil.which("redis-server") is None:
        pytest.skip("there is no redis-server")
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()
