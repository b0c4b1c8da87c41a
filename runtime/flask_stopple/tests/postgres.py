"""A PostgreSQL for the tests, and a cable to it that can be pulled out."""

from __future__ import annotations

import contextlib
import glob
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Iterator, Optional

import pytest
import sqlalchemy

#: Where a PostgreSQL of tests is, if somebody has one ready.
POSTGRESQL = os.environ.get("STOPPLE_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/test")


def answers(address: str) -> bool:
    engine = sqlalchemy.create_engine(address, connect_args={"connect_timeout": 3})
    try:
        with engine.connect():
            return True
    except sqlalchemy.exc.OperationalError:
        return False
    finally:
        engine.dispose()


class OwnPostgreSQL:
    """A server of the tests alone, behind a socket in a folder of its own."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        # It refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user is not None:
            os.chown(folder, pwd.getpwnam(self.user).pw_uid, -1)
        self._run("initdb", "--pgdata", str(folder / "data"), "--username", "postgres", "--auth", "trust", "--no-sync")
        options = f"-c listen_addresses='' -c fsync=off -k {folder}"
        self._run("pg_ctl", "--pgdata", str(folder / "data"), "--options", options, "--log", str(folder / "log"), "--wait", "start")
        self.address = f"postgresql+psycopg://postgres@/postgres?host={folder}"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run([str(self.programs / program), *arguments], check=True, stdout=subprocess.DEVNULL, user=self.user, cwd=self.folder)

    def stop(self) -> None:
        self._run("pg_ctl", "--pgdata", str(self.folder / "data"), "--mode", "immediate", "stop")


def programs() -> Optional[Path]:
    """Where the programs of a server are; Debian keeps them off the path."""
    found = shutil.which("pg_ctl")
    folders = [os.path.dirname(found)] if found else sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    return Path(folders[-1]) if folders else None


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL: the one that is there, or one of our own. Without its programs tests are left out, which ``cargo xtask guard`` says; in CI they fail."""
    if answers(POSTGRESQL):
        yield POSTGRESQL
        return
    its = programs()
    if its is None:
        said = f"no PostgreSQL answers at {POSTGRESQL}, and there is no `pg_ctl` (on Debian: apt-get install postgresql)"
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    # A path of a socket is at most 107 characters long.
    with tempfile.TemporaryDirectory(prefix="stopple-") as folder:
        own = OwnPostgreSQL(its, Path(folder))
        yield own.address
        own.stop()


@contextlib.contextmanager
def schema(server: str) -> Iterator[str]:
    """An address of a server with a schema of its own, which goes afterwards."""
    name = f"stopple_{secrets.token_hex(6)}"
    engine = sqlalchemy.create_engine(server)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(f"CREATE SCHEMA {name}"))
    url = sqlalchemy.make_url(server)
    yield url.update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()


@pytest.fixture
def postgresql(server: str) -> Iterator[str]:
    """An address with a schema of its own."""
    with schema(server) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address of each kind of database."""
    return request.getfixturevalue("postgresql") if request.param == "postgresql" else f"sqlite:///{tmp_path}/accounts.sqlite3"


class Cable:
    """A proxy before PostgreSQL. It can be cut, at once or when so many messages of clients went through, and put in again."""

    def __init__(self, address: str) -> None:
        url = sqlalchemy.make_url(address)
        host = url.query.get("host", url.host)
        self._far = (f"{host}/.s.PGSQL.{url.port or 5432}", None) if str(host).startswith("/") else (str(host), url.port or 5432)
        self._lock, self._threads, self._pairs = threading.Lock(), [], []  # type: ignore[var-annotated]
        self._left: Optional[int] = None
        self._loses_answers = self._mute = False
        #: How many messages went through since :meth:`mend`.
        self.messages = 0
        self._listener = self._listen(0)
        port = self._listener.getsockname()[1]
        # What is encrypted comes in more messages, of which none is a statement.
        query = {**{name: value for name, value in url.query.items() if name != "host"}, "sslmode": "disable", "gssencmode": "disable"}
        self.address = url.set(host="127.0.0.1", port=port, query=query).render_as_string(hide_password=False)
        self._port = port

    # -- what tests do -----------------------------------------------------------------------------------------------

    def cut(self, after: int = 0, *, loses_answers: bool = False) -> None:
        """Cuts now, or with the message that follows so many; ``loses_answers`` lets that one through, and nothing back."""
        with self._lock:
            self._left, self._loses_answers, self._mute, self.messages = after, loses_answers, False, 0
        if after == 0 and not loses_answers:
            self._sever()

    def mend(self) -> None:
        with self._lock:
            self._left, self._mute, self.messages = None, False, 0
        if self._listener.fileno() < 0:
            self._listener = self._listen(self._port)

    @property
    def is_cut(self) -> bool:
        return self._listener.fileno() < 0

    def close(self) -> None:
        self._sever()
        for thread in self._threads:
            thread.join(5)

    # -- within ------------------------------------------------------------------------------------------------------

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port), backlog=128)
        self._begin(self._accept, listener)
        return listener

    def _begin(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            host, port = self._far
            far = socket.create_connection((host, port)) if port is not None else socket.socket(socket.AF_UNIX)
            if port is None:
                far.connect(host)
            with self._lock:
                self._pairs.append((near, far))
            self._begin(self._carry, near, far, True)
            self._begin(self._carry, far, near, False)

    def _carry(self, source: socket.socket, target: socket.socket, is_client: bool) -> None:
        while True:
            try:
                sent = source.recv(65536)
                if not sent:
                    break
                if not self._lets_through(is_client):
                    self._sever()
                    break
                target.sendall(sent)
            except OSError:
                break
        for one in (source, target):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _lets_through(self, is_client: bool) -> bool:
        with self._lock:
            if not is_client:
                return not self._mute
            self.messages += 1
            if self._left is None or self.messages <= self._left:
                return True
            self._mute = self._loses_answers
            return self._mute

    def _sever(self) -> None:
        """Nobody is connected, and nobody can connect."""
        with self._lock:
            try:
                self._listener.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            self._listener.close()
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for one in pair:
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
                one.close()
