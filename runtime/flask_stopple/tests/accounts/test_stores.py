"""Stores: every way to have SQLAlchemy, tables of before, what is missing and how it is added."""

from __future__ import annotations

import datetime
import gc
import importlib.metadata
import logging
import secrets
import sqlite3
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_stopple import SettingError, Stopple
from flask_stopple.accounts import Accounts, AlreadyThere, SQLAlchemyUsers, UserColumns, UserMixin, accounts_of
from flask_stopple.accounts.columns import OPTIONAL, migration
from flask_stopple.testing import GuardedClient
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, scoped_session, sessionmaker
from werkzeug.security import generate_password_hash

from library import Library
from shop import CHEAP, GOOD, Site


def guarded(address):
    app = Flask("guarded")
    app.config.update(SECRET_KEY=secrets.token_hex(32), SQLALCHEMY_DATABASE_URI=address, SQLALCHEMY_ENGINES={"default": address})
    app.test_client_class = GuardedClient
    return app


def with_extension(app, address):
    class Base(DeclarativeBase):
        pass

    db = SQLAlchemy(app, model_class=Base)

    class User(db.Model, UserColumns):
        pass

    with app.app_context():
        db.create_all()
        engine = db.engine
    return SQLAlchemyUsers(db, User), [engine]


def with_lite(app, address):
    class Base(DeclarativeBase):
        pass

    if importlib.metadata.version("flask") < "3":
        pytest.skip("Flask-SQLAlchemy-Lite is for Flask 3 and later")
    from flask_sqlalchemy_lite import SQLAlchemy as Lite

    db = Lite(app)

    class User(Base, UserColumns):
        __tablename__ = "user"

    with app.app_context():
        Base.metadata.create_all(db.engine)
        engine = db.engine
    return SQLAlchemyUsers(db, User), [engine]


def with_session(app, address):
    class Base(DeclarativeBase):
        pass

    class User(Base, UserColumns):
        __tablename__ = "people"

    engine = sqlalchemy.create_engine(address)
    Base.metadata.create_all(engine)
    session = scoped_session(sessionmaker(engine))
    app.teardown_appcontext(lambda _: session.remove())
    return SQLAlchemyUsers(session, User), [engine]


@pytest.mark.parametrize("kind", [with_extension, with_lite, with_session])
def test_every_way_to_have_sqlalchemy(kind, database):
    app = guarded(database)
    users, engines = kind(app, database)
    Stopple(app, accounts=Accounts(users, mail="outbox", argon2=CHEAP, confirm=False), store="memory")
    client = app.test_client()
    fields = {"email": "ann@shop.example", "username": "ann", "password": GOOD}
    assert client.post("/account/register", data=fields).status_code == 303
    client.post("/account/logout")
    assert client.post("/account/login", data={"identity": "ANN@shop.example", "password": GOOD}).status_code == 303
    assert client.get("/account/").status_code == 200
    with app.app_context():
        user = users.find_user(email="Ann@Shop.Example")
        assert users.user_by_id(users.session_id(user)) is user and users.user_by_key(users.user_key(user)) is user
        assert users.user_by_id("1") is None, "the key alone is nobody's session"
        assert [one.email for one in users.all_users(search="SHOP")] == ["ann@shop.example"]
        assert users.all_users(search="%") == [] and users.all_users(page=2) == []
        users.add(users.new_user(email="ANN@shop.example"))
        with pytest.raises(AlreadyThere):
            users.commit()
        assert users.find_user(email="ann@shop.example\0") is None and users.user_by_key("x") is None and users.user_by_key("9" * 30) is None
        assert users.lock_user(users.find_user(username="Ann")).username == "ann"
        users.rollback()
    for engine in engines:
        engine.dispose()


# -- tables of before ------------------------------------------------------------------------------------------------


def tutorial(kind, address, **settings):
    """An application as tutorials have it: a table by hand, a class with few columns."""

    class Base(DeclarativeBase):
        pass

    if kind == "email":

        class User(Base, UserMixin):
            __tablename__ = "users"
            id: Mapped[int] = mapped_column(primary_key=True)
            email: Mapped[str] = mapped_column(String(120))
            password: Mapped[str] = mapped_column(String(255))
            active: Mapped[bool] = mapped_column(default=True)

    else:

        class User(Base, UserMixin):
            __tablename__ = "users"
            id: Mapped[int] = mapped_column(primary_key=True)
            username: Mapped[str] = mapped_column(String(80), unique=True)
            password: Mapped[str] = mapped_column(String(255))

    app = guarded(address)
    engine = sqlalchemy.create_engine(address)
    Base.metadata.create_all(engine)
    session = scoped_session(sessionmaker(engine))
    app.teardown_appcontext(lambda _: session.remove())
    users = SQLAlchemyUsers(session, User)
    Stopple(app, accounts=Accounts(users, **{"mail": "outbox", "argon2": CHEAP, **settings}), store="memory")
    return app, users, engine


@pytest.mark.parametrize("kind", ["email", "username"])
def test_tables_of_old_tutorials_are_read_as_they_are(kind, database, caplog):
    app, users, engine = tutorial(kind, database)
    name = "ann@shop.example" if kind == "email" else "ann"
    with app.app_context():
        users.add(users.new_user(**{kind: name}, password=generate_password_hash(GOOD, "pbkdf2:sha256:1000")))
        users.commit()
    client, other = app.test_client(), app.test_client()
    caplog.set_level(logging.INFO, "stopple")
    wrong = client.post("/account/login", data={"identity": name, "password": "wrong"})
    assert wrong.status_code == 400
    for browser in (client, other):
        assert browser.post("/account/login", data={"identity": name, "password": GOOD}).status_code == 303
    with app.app_context():
        assert users.find_user(**{kind: name}).password.startswith("$argon2id$"), "the hash is renewed at login"
    assert client.get("/account/").status_code == 200
    assert client.post("/account/sessions/end-others").status_code == 303
    assert client.get("/account/").status_code == 200 and other.get("/account/").status_code == 302
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert 'op.add_column("users", sa.Column("fs_uniquifier", sa.String(64), nullable=True))' in said
    assert ("two users may have the same users.email" in said) == (kind == "email")
    engine.dispose()


def test_bob_and_BOB_of_before_are_two(tmp_path):
    app, users, engine = tutorial("username", f"sqlite:///{tmp_path}/old.sqlite3")
    with app.app_context():
        for name in ("Bob", "bob"):
            users.add(users.new_user(username=name, password="x"))
        users.commit()
        assert users.find_user(username="bob").username == "bob" and users.find_user(username="Bob").username == "Bob"
        assert users.find_user(username="BOB") is None, "nobody guesses which of them is meant"
    engine.dispose()


def test_what_is_asked_for_and_missing_refuses_to_start(tmp_path):
    with pytest.raises(SettingError, match="(?s)users.username|user.username.*op.add_column"):
        tutorial("email", f"sqlite:///{tmp_path}/old.sqlite3", usernames=True)


def test_the_migration_that_is_named_runs_and_then_all_is_there(database):
    """What start-up prints is run by Alembic, and a class with every column works on the table."""
    alembic = pytest.importorskip("alembic.migration")
    from alembic.operations import Operations

    app, users, engine = tutorial("email", database)
    missing = users.lacks([("user", name) for name in OPTIONAL["user"]])
    with engine.begin() as connection:
        names = {"op": Operations(alembic.MigrationContext.configure(connection)), "sa": sqlalchemy}
        exec(migration(missing, {"user": "users"}), names)

    class Base(DeclarativeBase):
        pass

    class User(Base, UserColumns):
        __tablename__ = "users"

    session = scoped_session(sessionmaker(engine))
    grown = SQLAlchemyUsers(session, User)
    unlikely = {"tf_phone_number", "us_totp_secrets", "us_phone_number"}
    with app.app_context():
        assert {name for _, name, _ in grown.not_in_database()} == unlikely, "columns of features that we do not have"
        with pytest.raises(sqlalchemy.exc.DBAPIError):
            grown.find_user(email="ann@shop.example")
    session.remove()
    engine.dispose()


def test_a_column_that_the_database_lacks_is_named(tmp_path, caplog):
    app, users, engine = tutorial("email", f"sqlite:///{tmp_path}/old.sqlite3")
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("ALTER TABLE users DROP COLUMN active"))
    app.test_client().get("/account/login")
    assert any("the database lacks the column users.active" in record.getMessage() for record in caplog.records)
    engine.dispose()


def test_one_declaration_serves_many_applications(tmp_path):
    class Base(DeclarativeBase):
        pass

    db = SQLAlchemy(model_class=Base)

    class User(db.Model, UserColumns):
        pass

    accounts = Accounts(SQLAlchemyUsers(db, User), mail="outbox", argon2=CHEAP)
    apps = []
    for number, register in enumerate((True, False)):
        app = guarded(f"sqlite:///{tmp_path}/{number}.sqlite3")
        db.init_app(app)
        app.config["STOPPLE_ACCOUNTS_REGISTER"] = register
        Stopple(app, accounts=accounts, store="memory")
        with app.app_context():
            db.create_all()
        apps.append(app)
    assert [app.test_client().get("/account/register").status_code for app in apps] == [200, 404]
    assert accounts_of(apps[0]) is not accounts_of(apps[1])
    for app in apps:
        with app.app_context():
            db.engine.dispose()


def test_settings_that_do_not_exist_refuse_to_start(tmp_path):
    for settings, said in [({"registr": True}, "register is meant"), ({"login_rate": "often"}, "login_rate"), ({"argon2": {"memory": 1}}, "argon2 is")]:
        with pytest.raises(SettingError, match=said):
            tutorial("email", f"sqlite:///{tmp_path}/x.sqlite3", **settings)
    app = guarded(f"sqlite:///{tmp_path}/x.sqlite3")
    app.config["STOPPLE_ACCOUNTS_NOTHING"] = 1
    with pytest.raises(SettingError, match="STOPPLE_ACCOUNTS_NOTHING is no setting"):
        users, engines = with_extension(app, f"sqlite:///{tmp_path}/x.sqlite3")
        Stopple(app, accounts=Accounts(users), store="memory")
    with pytest.raises(SettingError, match="Stopple\\(app\\) first"):
        Accounts(users).init_app(guarded("sqlite://"))


def test_roles_with_a_secondary_table_of_before(tmp_path):
    class Base(DeclarativeBase):
        pass

    rows = sqlalchemy.Table(
        "roles_users", Base.metadata, sqlalchemy.Column("user_id", ForeignKey("user.id")), sqlalchemy.Column("role_id", ForeignKey("role.id"))
    )

    class Role(Base):
        __tablename__ = "role"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(String(80), unique=True)

    class User(Base, UserMixin):
        __tablename__ = "user"
        id: Mapped[int] = mapped_column(primary_key=True)
        email: Mapped[str] = mapped_column(String(255), unique=True)
        password: Mapped[str] = mapped_column(String(255))
        active: Mapped[bool] = mapped_column()
        roles: Mapped[list[Role]] = relationship(secondary=rows)

    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path}/roles.sqlite3")
    Base.metadata.create_all(engine)
    session = scoped_session(sessionmaker(engine))
    app = guarded("sqlite://")
    app.teardown_appcontext(lambda _: session.remove())
    users = SQLAlchemyUsers(session, User, Role)
    Stopple(app, accounts=Accounts(users, mail="outbox", argon2=CHEAP), store="memory")
    with app.app_context():
        role = users.new_role(name="editor")
        user = users.new_user(email="ann@shop.example", password="x", roles=[role])
        users.add(user)
        users.commit()
        assert users.find_user(email="ann@shop.example").has_role("editor") and not user.has_role("admin")
        assert users.find_role("editor") is role and users.all_roles() == [role]
    engine.dispose()


@pytest.mark.parametrize("told", [{}, {"sqlite_wal": False}])
def test_who_reads_does_not_wait_for_who_writes(tmp_path, told):
    library = Library(place=tmp_path / "library.sqlite3", config={"SQLALCHEMY_ENGINE_OPTIONS": {"connect_args": {"timeout": 0.05}}}, **told)
    library.reader("ann")
    client = library.client("ann")
    # The first request to the accounts is the one that looks at the database.
    assert client.get("/account/login").status_code < 500
    with sqlite3.connect(tmp_path / "library.sqlite3", isolation_level=None) as writer:
        writer.execute("begin exclusive")
        status = client.get("/who").status_code
        writer.execute("rollback")
    assert status == (503 if told else 200), f"the request that reads was answered with {status} while another wrote"


def test_a_journal_mode_that_somebody_chose_is_left(tmp_path):
    place = tmp_path / "library.sqlite3"
    library = Library(place=place)
    with library.app.app_context(), library.db.engine.connect() as connection:
        # Kept by the connection, which is the pool's only one.
        connection.exec_driver_sql("pragma journal_mode = persist")
    assert library.client().get("/account/login").status_code < 500
    with sqlite3.connect(place) as other:
        assert other.execute("pragma journal_mode").fetchone() == ("delete",), "the file was put into write-ahead mode"


def test_a_file_that_is_locked_at_the_first_request_stays_as_it_is(tmp_path, caplog):
    place = tmp_path / "library.sqlite3"
    library = Library(place=place, config={"SQLALCHEMY_ENGINE_OPTIONS": {"connect_args": {"timeout": 0.05}}})
    with sqlite3.connect(place, isolation_level=None) as writer, caplog.at_level(logging.INFO, "stopple"):
        writer.execute("begin immediate")
        assert library.client().get("/account/login").status_code == 200
        writer.execute("rollback")
    assert "stays in journal mode delete" in caplog.text


@pytest.mark.parametrize("seconds", [0, 60])
def test_an_application_that_is_gone_leaves_nothing_behind(tmp_path, seconds):
    """Tests of an application make one each, by the hundred."""

    def visited():
        site = Site(f"sqlite:///{tmp_path}/gone.sqlite3", administration=True, identity_seconds=seconds)
        site.add()
        site.client().log_in()
        site.accounts.mail.wait()
        with site.app.app_context():
            site.db.session.remove()
            site.db.engine.dispose()
        return [weakref.ref(it) for it in (site.app, site.accounts, site.User)]

    left = visited()
    gc.collect()
    assert [it() for it in left] == [None, None, None]


@pytest.mark.parametrize("asked_before, connections, held_while_comparing", [(False, 1, 0), (True, 4, 2)])
def test_who_waits_for_a_password_to_be_compared_holds_no_connection(tmp_path, asked_before, connections, held_while_comparing):
    """Two log in at once, and the pool has one connection: the second one is read while the first one's password is compared. Where the application itself
    asked before, the transaction is its own, and stays."""
    app = guarded(f"sqlite:///{tmp_path}/one.sqlite3")
    app.instance_path = str(tmp_path)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"poolclass": sqlalchemy.pool.QueuePool, "pool_size": connections, "max_overflow": 0, "pool_timeout": 20}
    users, (engine,) = with_extension(app, None)
    Stopple(app, hosts=["localhost"], https=False, accounts=Accounts(users, mail="outbox", argon2=CHEAP, sqlite_wal=False))
    with app.app_context():
        users.add(users.new_user(email="ann@shop.example", password=accounts_of(app).passwords.hash(GOOD), confirmed_at=datetime.datetime(2026, 1, 1)))
        users.commit()
    if asked_before:
        app.before_request(lambda: users.session.execute(sqlalchemy.text("select 1")) and None)
    held, verify, both = [], accounts_of(app).passwords.verify, threading.Barrier(2, timeout=20)

    def comparing(stored, password):
        both.wait()
        held.append(engine.pool.checkedout())
        both.wait()
        return verify(stored, password)

    accounts_of(app).passwords.verify = comparing

    def log_in(_):
        return app.test_client().post("/account/login", json={"identity": "ann@shop.example", "password": GOOD}).status_code

    with ThreadPoolExecutor(2) as two:
        assert list(two.map(log_in, range(2))) == [200, 200]
    assert held == [held_while_comparing] * 2
